import type { PreparedRequest } from "../src/contract/result.js";
import type {
  ChatDriver,
  Classified,
  Connection,
  EventWriter,
  ResponseHandler,
  Transport,
} from "../src/contract/wire.js";

const encoder = new TextEncoder();

/** What a scripted server does after it got the request, one step per macrotask. */
export type Step =
  | { readonly do: "connected" }
  | { readonly do: "headers"; readonly status: number; readonly headers?: Record<string, string> }
  | { readonly do: "chunk"; readonly text: string }
  | { readonly do: "end" }
  | { readonly do: "error"; readonly code: string }
  | { readonly do: "wait"; readonly ms: number };

export interface Scripted extends Transport {
  readonly log: { readonly url: string; aborted: boolean; paused: number }[];
  /** Timers of the script that have not fired. */
  pending(): number;
}

/** A transport without sockets: request n plays script n; scripts missing = silence after connect. */
export function scripted(scripts: readonly (readonly Step[])[]): Scripted {
  const log: { url: string; aborted: boolean; paused: number }[] = [];
  let timers = 0;
  return {
    log,
    pending: () => timers,
    send(request, handler): Connection {
      const entry = { url: request.url, aborted: false, paused: 0 };
      log.push(entry);
      const steps = [...(scripts[log.length - 1] ?? [{ do: "connected" } as const])];
      let timer: ReturnType<typeof setTimeout> | undefined;
      let held = false;
      const schedule = (ms: number): void => {
        timers++;
        timer = setTimeout(() => {
          timers--;
          timer = undefined;
          step();
        }, ms);
      };
      const step = (): void => {
        if (entry.aborted || held) return;
        const next = steps.shift();
        if (next === undefined) return;
        play(next, handler);
        if (steps.length > 0 && !entry.aborted) schedule(next.do === "wait" ? next.ms : 0);
      };
      schedule(0);
      return {
        pause() {
          held = true;
          entry.paused++;
        },
        resume() {
          held = false;
          if (timer === undefined && steps.length > 0) schedule(0);
        },
        abort() {
          entry.aborted = true;
          if (timer !== undefined) {
            clearTimeout(timer);
            timers--;
            timer = undefined;
          }
        },
      };
    },
  };
}

function play(step: Step, handler: ResponseHandler): void {
  if (step.do === "connected") handler.connected();
  else if (step.do === "headers")
    handler.headers(step.status, { "content-type": "text/event-stream", ...step.headers });
  else if (step.do === "chunk") handler.chunk(encoder.encode(step.text));
  else if (step.do === "end") handler.end();
  else if (step.do === "error") handler.error(Object.assign(new Error(`socket ${step.code}`), { code: step.code }));
}

export const prepared: PreparedRequest = {
  provider: "acme",
  route: "chat",
  model: "acme-1",
  method: "POST",
  url: "https://acme.example/chat",
  headers: { authorization: "Bearer [redacted]" },
  body: {},
  warnings: [],
};

/**
 * A driver for an invented wire. Each event is JSON: `{"text"}`, `{"reasoning"}`, `{"call":{"id","name","arguments"}}`,
 * `{"usage":{…}}`, `{"finish":"word"}`, `{"over":true}`, `{"error":"code"}`.
 */
export function driver(transport: Transport, overrides: Partial<ChatDriver> = {}): ChatDriver {
  const read = (out: EventWriter, open: Map<string, number>, data: string): boolean => {
    const event = JSON.parse(data) as Record<string, unknown>;
    const put = (kind: "text" | "reasoning", text: string): void => {
      let index = open.get(kind);
      if (index === undefined) open.set(kind, (index = out.begin(kind, kind === "reasoning" ? "thought" : undefined)));
      out.delta(index, text);
    };
    if (typeof event["id"] === "string") out.start({ id: event["id"], requestId: "req-1" });
    if (typeof event["text"] === "string") put("text", event["text"]);
    if (typeof event["reasoning"] === "string") put("reasoning", event["reasoning"]);
    const call = event["call"] as { id: string; name: string; arguments: string } | undefined;
    if (call !== undefined) out.delta(out.beginCall(call.id, call.name), call.arguments);
    if (event["usage"] !== undefined) out.usage({ output: { total: 3 }, raw: event["usage"] as never });
    if (typeof event["error"] === "string") throw new TypeError(event["error"]);
    const word = event["finish"];
    if (typeof word === "string") out.finish({ reason: word as "stop", raw: word });
    return event["over"] === true;
  };
  return {
    wire: { method: "POST", url: prepared.url, headers: { authorization: "Bearer canary-secret-1" }, body: "{}" },
    prepared,
    framing: "sse",
    transport,
    reader: (out) => {
      const open = new Map<string, number>();
      return { data: (_name, data) => read(out, open, data), end() {} };
    },
    body: (text, out) => {
      const open = new Map<string, number>();
      for (const part of JSON.parse(text) as unknown[]) read(out, open, JSON.stringify(part));
    },
    classify: (status, _headers, body, cause): Classified => {
      if (cause !== undefined) {
        const code = (cause as { code?: string }).code;
        return code === "ECONNREFUSED" || code === "ENOTFOUND"
          ? { code: "connect_failed", retryable: code === "ECONNREFUSED" }
          : { code: "connection_reset", retryable: true };
      }
      if (status === 429)
        return {
          code: body.includes("quota") ? "insufficient_quota" : "rate_limited",
          retryable: !body.includes("quota"),
          retryAfterMs: body.includes("later") ? 100_000 : 1,
        };
      if (status === 401) return { code: "authentication_failed", retryable: false };
      const transient = status === 408 || (status ?? 0) >= 500;
      return { code: transient ? "overloaded" : "invalid_request", retryable: transient, retryAfterMs: 1 };
    },
    ...overrides,
  };
}

/** Steps of an answer whose events are these objects, one network read each. */
export function answer(events: readonly object[], end: readonly Step[] = [{ do: "end" }]): Step[] {
  return [
    { do: "connected" },
    { do: "headers", status: 200 },
    ...events.map((event) => ({ do: "chunk", text: `data: ${JSON.stringify(event)}\n\n` }) as const),
    ...end,
  ];
}
