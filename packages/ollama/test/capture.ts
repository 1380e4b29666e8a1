import { readFileSync } from "node:fs";
import {
  type ChatEvent,
  type ChatResult,
  type ChatStream,
  type DialectError,
  isDialectError,
  type Json,
} from "@dialect/core";
import type { Answer } from "./scripted-transport.js";

export interface Captured {
  readonly events: readonly ChatEvent[];
  readonly result?: ChatResult;
  readonly error?: DialectError;
}

/** All events of a stream and its one outcome. */
export async function capture(stream: ChatStream): Promise<Captured> {
  const events: ChatEvent[] = [];
  try {
    for await (const event of stream) events.push(event);
    return { events, result: await stream.result() };
  } catch (error) {
    if (!isDialectError(error)) throw error;
    return { events, error };
  }
}

/** The error that a call ends in. */
export async function failure(call: Promise<unknown>): Promise<DialectError> {
  const thrown = await call.then(
    () => new Error("It did not fail."),
    (error: unknown) => error,
  );
  if (!isDialectError(thrown)) throw thrown;
  return thrown;
}

function wireFile(name: string): Buffer {
  return readFileSync(new URL(`./wire/${name}`, import.meta.url));
}

/** A recorded answer of the real server: status, content type and body, as it went over the wire. */
export function recorded(name: string): Answer {
  const bytes = wireFile(`recorded/${name}.resp.txt`);
  const text = bytes.toString("latin1");
  const end = /\r?\n\r?\n/.exec(text);
  if (end === null) throw new Error(`${name} has no head.`);
  const head = text.slice(0, end.index);
  return {
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]),
    headers: { "content-type": /^content-type: *([^\r\n]*)/im.exec(head)?.[1] ?? "" },
    chunks: [bytes.subarray(end.index + end[0].length)],
  };
}

/** A case of the real router with a scripted runner. */
export function routed(name: string): Answer & { readonly request: string; readonly runnerSaw: Json } {
  const file = JSON.parse(wireFile(`router/${name}.json`).toString()) as {
    status: number;
    contentType: string;
    body: string;
    request: string;
    runnerSaw: Json;
  };
  return {
    status: file.status,
    headers: { "content-type": file.contentType },
    chunks: [file.body],
    request: file.request,
    runnerSaw: file.runnerSaw,
  };
}

/** The body of a recorded answer, e.g. `recorded/api-show.resp.txt`. */
export function wireBody(path: string): string {
  const text = wireFile(path).toString();
  return text.slice(text.search(/\r?\n\r?\n/)).trimStart();
}

export function wireLines(path: string): readonly string[] {
  return wireBody(path)
    .split("\n")
    .filter((line) => line !== "");
}

/** The JSON of each server-sent event of a recorded stream. */
export function wireEvents(path: string): readonly Json[] {
  return wireLines(path)
    .filter((line) => line.startsWith("data: {"))
    .map((line) => JSON.parse(line.slice("data: ".length)) as Json);
}

/** Events without what differs from run to run. */
export function told(events: readonly ChatEvent[]): readonly string[] {
  return events.map((event) => {
    if ("text" in event) return `${event.type} ${event.index} ${JSON.stringify(event.text)}`;
    if (event.type === "tool-call-start") return `${event.type} ${event.index} ${event.name} ${event.id}`;
    if (event.type === "finish") return `finish ${event.finish.reason} (${event.finish.raw})`;
    if (event.type === "warning") return `warning ${event.warning.code}`;
    return "index" in event ? `${event.type} ${event.index}` : event.type;
  });
}
