import { readFileSync } from "node:fs";
import { type ChatEvent, type ChatResult, type ChatStream, type DialectError, isDialectError } from "@dialect/core";

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

export function wireFile(name: string): Uint8Array {
  return readFileSync(new URL(`./wire/${name}`, import.meta.url));
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
