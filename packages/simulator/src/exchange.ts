/**
 * One request and its answer: reads the body, applies the faults, lets the handler answer, keeps the log entry.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Fault, Split } from "./fault.js";
import { faultName } from "./fault-queue.js";
import { play, type Plan } from "./player.js";
import type { Reply } from "./reply.js";
import type { Ending, LoggedRequest } from "./request.js";
import { createReply, createSteps, type OpenReply, type Steps } from "./steps.js";
import { createWaits } from "./waits.js";

type Open<T> = { -readonly [K in keyof T]: T[K] };

/** A log entry, and how to close it. */
export interface Entry {
  readonly request: Open<LoggedRequest>;
  end(how: Ending["how"], bytesSent: number): void;
}

export function logEntry(message: IncomingMessage, bytes: Uint8Array, index: number): Entry {
  const url = new URL(message.url ?? "/", "http://127.0.0.1");
  const text = new TextDecoder().decode(bytes);
  const json = parsed(text);
  let settle: (ending: Ending) => void = () => undefined;
  const request: Open<LoggedRequest> = {
    index,
    method: message.method ?? "GET",
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: headersOf(message),
    bytes,
    text,
    ...(json === undefined ? {} : { json: json.value }),
    receivedAt: performance.now(),
    faults: [],
    ended: new Promise((resolve) => {
      settle = resolve;
    }),
  };
  return {
    request,
    end(how, bytesSent) {
      if (request.ending !== undefined) return;
      request.ending = { how, at: performance.now(), bytesSent };
      settle(request.ending);
    },
  };
}

export interface Circumstances {
  readonly faults: readonly Fault[];
  readonly split: Split | undefined;
  readonly isClosing: () => boolean;
  handle(request: LoggedRequest, reply: Reply): void | Promise<void>;
}

/** Never rejects. */
export async function answer(entry: Entry, response: ServerResponse, circumstances: Circumstances): Promise<void> {
  const { faults } = circumstances;
  entry.request.faults = faults.map(faultName);
  const gone = new AbortController();
  let bytesSent = 0;
  response.once("close", () => {
    // A whole answer was written; the player says how it ended.
    if (response.writableFinished) return;
    entry.end(circumstances.isClosing() ? "server-closed" : "client-closed", bytesSent);
    gone.abort(new Error("The client has gone."));
  });

  if (faults.some((fault) => fault.kind === "reset" && fault.at === "before-headers")) {
    entry.end("fault", 0);
    response.socket?.resetAndDestroy();
    return;
  }
  const steps = createSteps();
  const reply = createReply(steps, () => gone.signal.aborted);
  if (circumstances.split !== undefined) reply.split(circumstances.split);
  const silence = faults.find((fault) => fault.kind === "stall" && fault.after === "request");
  if (silence?.kind === "stall") {
    if (silence.ms === undefined) return;
    reply.delay(silence.ms);
  }
  if (!replaceAnswer(faults, reply)) void askHandler(entry.request, steps, reply, circumstances);
  try {
    const how = await play(response, steps, planOf(faults), createWaits(gone.signal), (bytes) => {
      bytesSent += bytes;
    });
    entry.end(how, bytesSent);
  } catch (cause) {
    if (gone.signal.aborted) return;
    entry.request.failure ??= cause;
    response.destroy();
  }
}

async function askHandler(
  request: Open<LoggedRequest>,
  steps: Steps,
  reply: OpenReply,
  { handle }: Circumstances,
): Promise<void> {
  try {
    await handle(request, reply);
    if (!reply.answered) throw new Error("The handler gave no answer.");
  } catch (cause) {
    request.failure = cause;
    if (reply.answered) steps.push({ kind: "abort", how: "close" });
    else
      reply.json(500, {
        error: { type: "simulator_failed", message: cause instanceof Error ? cause.message : String(cause) },
      });
  }
}

/** Faults that are an answer of their own: the handler is not asked, and a script keeps its turn. */
function replaceAnswer(faults: readonly Fault[], reply: Reply): boolean {
  for (const fault of faults) {
    if (fault.kind === "status") {
      const { body = "" } = fault;
      if (typeof body === "string") reply.text(fault.status, body, fault.headers);
      else reply.json(fault.status, body, fault.headers);
      return true;
    }
    if (fault.kind === "html") {
      const page =
        fault.body ?? "<!doctype html><html><head><title>Welcome</title></head><body><h1>Welcome</h1></body></html>";
      reply.text(fault.status ?? 200, page, { "content-type": "text/html; charset=utf-8" });
      return true;
    }
    if (fault.kind === "json-error") {
      reply.json(
        200,
        fault.body ?? { error: { message: "The engine is not available.", type: "server_error", code: null } },
      );
      return true;
    }
  }
  return false;
}

function planOf(faults: readonly Fault[]): Plan {
  let plan: Plan = { lateMs: 0 };
  for (const fault of faults) {
    switch (fault.kind) {
      case "reset":
      case "eof":
      case "keep-alive":
        plan = { ...plan, cut: fault };
        break;
      case "stall":
        if (fault.after !== "request") plan = { ...plan, cut: fault };
        break;
      case "drip":
        plan = { ...plan, split: fault.bytes, everyMs: fault.everyMs };
        break;
      case "split":
        plan = { ...plan, split: fault.at };
        break;
      case "late-headers":
        plan = { ...plan, lateMs: fault.ms };
        break;
      case "content-type":
        plan = { ...plan, contentType: fault.value };
        break;
      default:
        break;
    }
  }
  return plan;
}

function headersOf(message: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return headers;
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
