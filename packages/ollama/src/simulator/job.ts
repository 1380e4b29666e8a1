import type { InstalledModel } from "./inventory.js";
import type { ChatPath } from "./options.js";

/** A chat request of either endpoint, as the server's own handler sees it. */
export interface Job {
  readonly endpoint: "native" | "v1";
  readonly model: InstalledModel;
  /** As the request spelled it. */
  readonly name: string;
  readonly path: ChatPath;
  readonly messages: readonly JobMessage[];
  readonly tools: readonly { readonly name: string; readonly schema: unknown }[];
  /** `"json"`, a schema, or nothing. */
  readonly format: unknown;
  readonly think: boolean | string | undefined;
  readonly options: Readonly<Record<string, unknown>>;
  readonly truncate: boolean;
  readonly stream: boolean;
  /** Whether a `/v1` stream ends with a chunk of usage. */
  readonly tail: boolean;
  readonly logprobs: { readonly top: number } | undefined;
}

export interface JobMessage {
  readonly role: string;
  readonly content: string;
  readonly hasImages: boolean;
  /** Index in the request. */
  readonly place: number;
}

/** What a request has, but for the parts that only the handler knows. */
export type Draft = Omit<Job, "model" | "path">;
