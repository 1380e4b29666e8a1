import { type ChatEvent, type ChatModel, type ChatResult, type ChatStream, isDialectError } from "@dialect/core";
import type { ResponseHandler, Transport, WireRequest } from "@dialect/core/provider";
import type { Flaws } from "../acme/provider.js";

/** A provider that breaks laws, and the checks that must notice. */
export interface Mutant {
  readonly name: string;
  readonly caughtBy: readonly string[];
  /** It is caught because the check does not end in time. */
  readonly hangs?: true;
  /** Made anew for each check: some flaws remember things. */
  readonly flaws: () => Flaws;
}

/** A model whose events and results go through these functions. */
export function rewritten(
  model: ChatModel,
  change: {
    events?(inner: ChatStream<unknown>, again: () => ChatStream<unknown>): AsyncGenerator<ChatEvent>;
    result?(result: ChatResult<unknown>): ChatResult<unknown>;
    /** A result in place of an error, or `undefined`. */
    rescue?(error: unknown): ChatResult<unknown> | undefined;
  },
): ChatModel {
  const later = async (promise: Promise<ChatResult<unknown>>): Promise<ChatResult<never>> => {
    const result = await promise.catch((error: unknown) => {
      const rescued = change.rescue?.(error);
      if (rescued === undefined) throw error;
      return rescued;
    });
    return (change.result?.(result) ?? result) as ChatResult<never>;
  };
  const rescuing = async function* (inner: ChatStream<unknown>): AsyncGenerator<ChatEvent> {
    let started = false;
    try {
      for await (const event of inner) {
        started ||= event.type === "start";
        yield event;
      }
    } catch (error) {
      const rescued = change.rescue?.(error);
      if (rescued === undefined) throw error;
      if (!started) yield { type: "start", response: rescued.response };
      yield { type: "finish", finish: rescued.finish };
    }
  };
  const { events = rescuing } = change;
  return {
    ...model,
    generate: (request, options) => later(model.generate(request, options)),
    stream: (request, options) => {
      const inner = model.stream(request, options) as ChatStream<unknown>;
      const again = (): ChatStream<unknown> => model.stream(request, options) as ChatStream<unknown>;
      let made: AsyncGenerator<ChatEvent> | undefined;
      const all = (): AsyncGenerator<ChatEvent> => (made ??= events(inner, again));
      return {
        [Symbol.asyncIterator]: all,
        async *batches() {
          for await (const event of all()) yield [event];
        },
        async *text() {
          for await (const event of all()) if (event.type === "text-delta") yield event.text;
        },
        result: () => later(inner.result()),
        [Symbol.asyncDispose]: () => inner[Symbol.asyncDispose](),
      };
    },
  };
}

/** What a library that hides an error would answer instead. */
export function rescued(
  error: unknown,
  codes: readonly string[],
  change: Partial<ChatResult<unknown>> = {},
): ChatResult<unknown> | undefined {
  if (!isDialectError(error) || !codes.includes(error.code) || error.request === undefined) return undefined;
  return {
    message: error.partial?.message ?? { role: "assistant", content: [] },
    text: "",
    reasoning: "",
    toolCalls: [],
    warnings: [],
    output: undefined,
    raw: null,
    reasoningCharacters: { received: 0, delivered: 0 },
    finish: { reason: "stop", raw: "stop" },
    request: error.request,
    response: error.partial?.response ?? { route: "chat", status: 200, attempt: 1, rateLimits: {} },
    ...change,
  };
}

/** The object with these members in place of its own; it may be of a class, whose methods a spread would lose. */
export function altered<T extends object>(inner: T, change: Partial<Record<PropertyKey, unknown>>): T {
  return new Proxy(inner, {
    get(target, key) {
      if (Object.hasOwn(change, key)) return change[key as string];
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

/** A transport whose answers go through another handler. */
export function tapped(
  transport: Transport,
  tap: (handler: ResponseHandler, request: WireRequest) => ResponseHandler,
): Transport {
  return { send: (request, handler) => transport.send(request, tap(handler, request)) };
}

/** A handler that passes everything on, but for these members. */
export function passing(handler: ResponseHandler, change: Partial<ResponseHandler>): ResponseHandler {
  return {
    connected: () => handler.connected(),
    headers: (status, headers) => handler.headers(status, headers),
    chunk: (bytes) => handler.chunk(bytes),
    end: () => handler.end(),
    error: (cause) => handler.error(cause),
    ...change,
  };
}

/** Replaces text in each chunk. */
export function replacing(transport: Transport, from: string | RegExp, to: string): Transport {
  return tapped(transport, (handler) =>
    passing(handler, {
      chunk: (bytes) => handler.chunk(new TextEncoder().encode(new TextDecoder().decode(bytes).replaceAll(from, to))),
    }),
  );
}
