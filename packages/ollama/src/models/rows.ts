import type { CellName, Rows, Sources } from "@dialect/core";
import * as chat from "./chat.js";
import * as native from "./native.js";
import { sources } from "./sources.js";

/**
 * Capability rows by route, then kind of server. They hold for every model id; `inspect(id)` gives the row of one model.
 */
export const models: {
  readonly native: { readonly local: typeof native.local; readonly cloud: typeof native.cloud };
  readonly chat: { readonly local: typeof chat.local; readonly cloud: typeof chat.cloud };
} = {
  native: { local: native.local, cloud: native.cloud },
  chat: { local: chat.local, cloud: chat.cloud },
};
void (models satisfies Rows);
void (sources satisfies Sources);

export type ServerKind = "local" | "cloud";

/** Cells beside the portable ones. `thinksByDefault`: whether the model thinks when the request does not say. */
export type OwnCell = Exclude<keyof typeof native.local, CellName>;
