import type { LoggedRequest, Reply, ReplyHeaders, Script } from "@dialect/simulator";
import type { FileStore } from "./files/store.js";
import type { Ids } from "./ids.js";
import type { Settings } from "./options.js";
import type { Refusal } from "./refusal.js";
import type { Memory } from "./responses/memory.js";

/** What every endpoint has at hand. */
export interface Desk {
  readonly settings: Settings;
  readonly script: Script;
  readonly ids: Ids;
  readonly files: FileStore;
  readonly memory: Memory;
}

/** One request with the means to answer it. A refusal is handed back, an answer is sent. */
export interface Visit {
  readonly request: LoggedRequest;
  readonly reply: Reply;
  readonly headers: ReplyHeaders;
}

export type Endpoint = (visit: Visit, desk: Desk) => Refusal | undefined;
