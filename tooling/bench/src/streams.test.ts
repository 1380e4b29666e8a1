import { describe, expect, it } from "vitest";
import { chat, completion, responses, toolArguments } from "./streams.ts";

interface Chunk {
  readonly choices: readonly {
    readonly delta: {
      readonly content?: string;
      readonly tool_calls?: readonly { readonly function: { readonly arguments: string } }[];
    };
  }[];
}
interface Event {
  readonly type: string;
  readonly delta: string;
}

const dataOf = (events: readonly string[]): unknown[] =>
  events.flatMap((event) => {
    const data = event.slice(event.indexOf("data: ") + 6).trim();
    return data === "[DONE]" ? [] : [JSON.parse(data) as unknown];
  });

describe("bench streams hold what both sides must read", () => {
  it("chat: the deltas join to the text, at about 300 bytes each", () => {
    const { events, expected } = chat(1_000);
    const deltas = (dataOf(events) as Chunk[]).map(({ choices }) => choices[0]?.delta.content ?? "");
    expect(deltas.join("")).toBe(expected.text);
    expect(Buffer.byteLength(events.join("")) / events.length).toBeGreaterThan(270);
    expect(Buffer.byteLength(events.join("")) / events.length).toBeLessThan(340);
  });
  it("arguments: 10,000 deltas join to a megabyte of JSON", () => {
    const { events, expected } = toolArguments(10_000);
    const deltas = (dataOf(events) as Chunk[]).map(
      ({ choices }) => choices[0]?.delta.tool_calls?.[0]?.function.arguments ?? "",
    );
    expect(deltas.join("")).toBe(expected.arguments);
    expect(expected.arguments.length).toBeGreaterThan(1_000_000);
    expect(Object.keys(JSON.parse(expected.arguments) as object)).toEqual(["path", "content"]);
    expect(events).toHaveLength(10_003);
  });
  it("responses: text and reasoning come apart", () => {
    const { events, expected } = responses(1_000);
    const joined = (type: string): string =>
      (dataOf(events) as Event[])
        .filter((event) => event.type === type)
        .map(({ delta }) => delta)
        .join("");
    expect(joined("response.output_text.delta")).toBe(expected.text);
    expect(joined("response.reasoning_summary_text.delta")).toBe(expected.reasoning);
    expect(expected.reasoning.length).toBeGreaterThan(500);
  });
  it("completion: one answer", () => {
    const { events, expected } = completion();
    expect(JSON.parse(events[0] ?? "")).toMatchObject({ choices: [{ message: { content: expected.text } }] });
  });
});
