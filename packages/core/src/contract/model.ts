import type { Assume, CapabilityRow } from "./capability.js";
import type { Json, JsonObject, Schema } from "./json.js";
import type { FilePart } from "./message.js";
import type { CallOptions, ChatRequest, Timeouts } from "./request.js";
import type { ChatEvent, ChatResult, PreparedRequest } from "./result.js";

/** Starts at the first pull or `result()`, never throws synchronously; one consumer. `result()` may follow iteration. */
export interface ChatStream<T = undefined> extends AsyncIterable<ChatEvent> {
  /** One array per network read: the fast way to consume. */
  batches(): AsyncIterable<readonly ChatEvent[]>;
  /** The text deltas only. */
  text(): AsyncIterable<string>;
  /** The folded turn. If nobody iterates by the next microtask, this drives the stream. */
  result(): Promise<ChatResult<T>>;
  /** Cancels and closes the socket. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Methods, not function properties: a narrow model must fit where any model is taken; run time checks both. */
export interface ChatModel<Request = ChatRequest> {
  readonly provider: string;
  readonly route: string;
  readonly model: string;
  readonly capabilities: CapabilityRow;
  stream<T = undefined>(
    request: Request & { readonly output?: { readonly schema: Schema<T> } },
    options?: CallOptions,
  ): ChatStream<T>;
  generate<T = undefined>(
    request: Request & { readonly output?: { readonly schema: Schema<T> } },
    options?: CallOptions,
  ): Promise<ChatResult<T>>;
  /** Checks and writes the request without sending it; throws what `stream` would throw. */
  prepare(request: Request): PreparedRequest;
}

export interface ModelSettings {
  readonly route?: string;
  readonly assume?: Assume;
  readonly timeouts?: Timeouts;
}

export interface ModelInfo {
  readonly id: string;
  readonly contextWindow?: number;
  readonly raw: Json;
}

export interface Provider {
  readonly id: string;
  chat(model: string, settings?: ModelSettings): ChatModel;
  /** Lists the models that the server offers. One request; never made implicitly. */
  models(options?: CallOptions): Promise<readonly ModelInfo[]>;
  /** Asks the server for one model; throws `model_not_found` when it does not offer it. Never made implicitly. */
  checkModel(model: string, options?: CallOptions): Promise<ModelInfo>;
  /** Settings in force, secrets removed. No request. */
  describe(): JsonObject;
}

/** Where a provider has files. An upload gives a part, so a file id never travels without type and name. */
export interface FileStore {
  upload(
    bytes: Uint8Array,
    file: { readonly name: string; readonly mediaType?: string },
    options?: CallOptions,
  ): Promise<FilePart>;
  get(fileId: string, options?: CallOptions): Promise<JsonObject>;
  delete(fileId: string, options?: CallOptions): Promise<void>;
}
