import type { AssistantPart } from "./contract/message.js";
import type { ChatModel } from "./contract/model.js";
import type { CallOptions, ChatRequest } from "./contract/request.js";
import type { Finish, PreparedRequest, Usage } from "./contract/result.js";
import type { ChatDriver, EventWriter } from "./contract/wire.js";
import { DialectError } from "./error.js";
import { completeChat, startChat } from "./turn/stream.js";

/** One answer of a `mock()` model: the parts in order, or an error to throw. */
export type MockTurn =
  | { readonly content: readonly AssistantPart[]; readonly finish?: Finish; readonly usage?: Usage }
  | { readonly error: DialectError };

export interface MockModel extends ChatModel {
  /** The requests that were made, in order. */
  readonly requests: readonly ChatRequest[];
}

/**
 * A model for unit tests: answers with the given turns in order, through the same fold and terminal law as a real
 * provider, without any socket. Turns missing = `provider_error`. It takes every option; nothing is refused.
 */
export function mock(turns: readonly MockTurn[]): MockModel {
  const requests: ChatRequest[] = [];
  const prepare = (): PreparedRequest => ({
    provider: "mock",
    route: "mock",
    model: "mock",
    method: "POST",
    url: "mock:",
    headers: {},
    body: {},
    warnings: [],
  });
  const open = (request: ChatRequest) => (): ChatDriver => {
    requests.push(request);
    const turn = turns[requests.length - 1];
    if (turn === undefined)
      throw new DialectError("provider_error", {
        message: `The mock has ${turns.length} turns, and this is request ${requests.length}.`,
      });
    if ("error" in turn) throw turn.error;
    const play = (out: EventWriter): void => {
      out.start({ model: "mock" });
      for (const part of turn.content) playPart(part, out);
      if (turn.usage !== undefined) out.usage(turn.usage);
      out.finish(turn.finish ?? { reason: "stop", raw: "stop" });
    };
    return {
      wire: { method: "POST", url: "mock:", headers: {} },
      prepared: prepare(),
      framing: "ndjson",
      transport: {
        send(_wire, handler) {
          let aborted = false;
          queueMicrotask(() => {
            if (aborted) return;
            handler.connected();
            handler.headers(200, {});
            handler.chunk(new Uint8Array([123, 125, 10]));
            handler.end();
          });
          return {
            pause() {},
            resume() {},
            abort() {
              aborted = true;
            },
          };
        },
      },
      reader: (out) => ({
        data() {
          play(out);
          return true;
        },
        end() {},
      }),
      body: (_text, out) => play(out),
      classify: () => ({ code: "provider_error", retryable: false }),
    };
  };
  return {
    provider: "mock",
    route: "mock",
    model: "mock",
    capabilities: {},
    requests,
    stream: <T>(request: ChatRequest, options?: CallOptions) => startChat<T>(open(request), request, options),
    generate: <T>(request: ChatRequest, options?: CallOptions) => completeChat<T>(open(request), request, options),
    prepare,
  };
}

function playPart(part: AssistantPart, out: EventWriter): void {
  if (part.type === "file" || part.type === "source" || part.type === "opaque") {
    out.add(part);
    return;
  }
  const index =
    part.type === "tool-call"
      ? out.beginCall(part.id, part.name)
      : out.begin(part.type, part.type === "reasoning" ? part.field : undefined);
  out.delta(index, part.type === "tool-call" ? part.arguments : part.text);
  if (part.opaque !== undefined) out.carry(index, part.opaque.data);
  if (part.complete === undefined) out.end(index);
}
