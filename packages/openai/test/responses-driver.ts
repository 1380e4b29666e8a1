import type { CallOptions, ChatEvent, ChatRequest, ChatResult, DialectError, Json, JsonObject } from "@dialect/core";
import { type ChatDriver, completeChat, startChat, type Transport } from "@dialect/core/provider";
import { classifyFor } from "../src/errors.js";
import { models, routeCells, sources } from "../src/models.js";
import type { OpenAIRequest } from "../src/request-types.js";
import { responsesRoute } from "../src/routes/responses/route.js";
import type { RouteContext } from "../src/routes/route.js";

export function contextOf(more: Partial<RouteContext> = {}): RouteContext {
  return {
    model: "gpt-5.6-sol",
    row: { ...routeCells.responses, ...models.responses["gpt-5.6-sol"] },
    sources,
    stream: true,
    official: true,
    added: { storeFalse: true, encryptedReasoning: true, streamUsage: true },
    ...more,
  };
}

export function bodyOf(request: Partial<OpenAIRequest>, more: Partial<RouteContext> = {}): JsonObject {
  return responsesRoute.writeRequest({ messages: [{ role: "user", content: "hi" }], ...request }, contextOf(more)).body;
}

/** Bytes in reads that end at `cuts`, then the end, or a broken connection. */
function playing(bytes: Uint8Array, cuts: readonly number[], contentType: string, broken: boolean): Transport {
  return {
    send(_wire, handler) {
      let stopped = false;
      queueMicrotask(() => {
        handler.connected();
        handler.headers(200, {
          "content-type": contentType,
          "x-request-id": "req_1",
          "x-ratelimit-remaining-requests": "59",
        });
        let from = 0;
        for (const to of [...cuts.filter((cut) => cut < bytes.length).toSorted((a, b) => a - b), bytes.length]) {
          if (stopped) return;
          if (to > from) handler.chunk(bytes.subarray(from, to));
          from = to;
        }
        if (stopped) return;
        if (broken) handler.error(new Error("other side closed"));
        else handler.end();
      });
      return {
        pause() {},
        resume() {},
        abort() {
          stopped = true;
        },
      };
    },
  };
}

export interface Playing {
  readonly cuts?: readonly number[];
  readonly broken?: boolean;
  readonly context?: Partial<RouteContext>;
  readonly request?: Partial<ChatRequest>;
}

function driverOf(
  text: string,
  contentType: string,
  { cuts = [], broken = false, context = {} }: Playing,
  stream: boolean,
): ChatDriver {
  const known = contextOf({ stream, ...context });
  const wire = { method: "POST", url: "https://api.openai.com/v1/responses", headers: {} };
  return {
    wire,
    prepared: { ...wire, provider: "openai", route: "responses", model: known.model, body: {}, warnings: [] },
    framing: "sse",
    transport: playing(new TextEncoder().encode(text), cuts, contentType, broken),
    reader: (out, head) => responsesRoute.reader(out, head, known),
    body: (body, out, head) => responsesRoute.body(body, out, head, known),
    classify: classifyFor("responses"),
  };
}

const noRetry: CallOptions = { retry: false };

export interface Outcome {
  readonly events: readonly ChatEvent[];
  readonly result?: ChatResult;
  readonly error?: DialectError;
}

/** Reads a stream to its one end. */
export async function readStream(text: string, playing: Playing = {}): Promise<Outcome> {
  const request: ChatRequest = { messages: [{ role: "user", content: "hi" }], ...playing.request };
  const stream = startChat<undefined>(() => driverOf(text, "text/event-stream", playing, true), request, noRetry);
  const events: ChatEvent[] = [];
  try {
    for await (const event of stream) events.push(event);
    return { events, result: await stream.result() };
  } catch (error) {
    return { events, error: error as DialectError };
  }
}

/** Reads a whole answer. */
export async function readAnswer(text: string, playing: Playing = {}): Promise<Outcome> {
  const request: ChatRequest = { messages: [{ role: "user", content: "hi" }], ...playing.request };
  try {
    return {
      events: [],
      result: await completeChat<undefined>(() => driverOf(text, "application/json", playing, false), request, noRetry),
    };
  } catch (error) {
    return { events: [], error: error as DialectError };
  }
}

/** Events as the vendor frames them. */
export function sse(events: readonly Json[]): string {
  return events
    .map((event) => `event: ${(event as { readonly type: string }).type}\ndata: ${JSON.stringify(event)}\n\n`)
    .join("");
}
