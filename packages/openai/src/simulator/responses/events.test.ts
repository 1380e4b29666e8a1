import { afterEach, describe, expect, it } from "vitest";
import type { Simulator } from "@dialect/simulator";
import { startSimulator, type OpenAISimulatorOptions } from "../index.js";

let simulator: Simulator;
afterEach(() => simulator.close());

async function start(options?: OpenAISimulatorOptions): Promise<void> {
  simulator = await startSimulator(options);
}

async function bytes(body: object): Promise<string> {
  const response = await fetch(`${simulator.baseUrl}/responses`, {
    method: "POST",
    headers: { authorization: "Bearer sk-a" },
    body: JSON.stringify({ model: "gpt-5.4", input: "Hello", ...body }),
  });
  return response.text();
}

type Event = Readonly<Record<string, unknown>> & { readonly type: string; readonly sequence_number: number };

async function events(body: object = {}): Promise<readonly Event[]> {
  const data = (await bytes({ ...body, stream: true })).split("\n").filter((line) => line.startsWith("data: "));
  return data.map((line) => JSON.parse(line.slice(6)) as Event);
}

async function whole(body: object = {}): Promise<Record<string, unknown>> {
  return JSON.parse(await bytes(body)) as Record<string, unknown>;
}

const types = (all: readonly Event[]): readonly string[] => all.map((event) => event.type.replace(/^response\./, ""));
const keys = (event: Event | undefined): readonly string[] => Object.keys(event ?? {});
const find = (all: readonly Event[], type: string): Event | undefined =>
  all.find((event) => event.type === `response.${type}`);
const tool = {
  type: "function",
  name: "f",
  parameters: { type: "object", properties: {}, required: [], additionalProperties: false },
  strict: true,
};
const thinking = {
  reasoning: { effort: "low", summary: "auto" },
  include: ["reasoning.encrypted_content"],
  store: false,
};

describe("O13: the events (vercel/ai …/openai-reasoning-encrypted-content-gpt-5-4-split.1.chunks.txt, …/issue-19493-gpt-5.1-tool-call.chunks.txt, read 2026-11-20)", () => {
  it("come with names, numbers without a gap, and no [DONE]", async () => {
    await start();
    const text = await bytes({ stream: true });
    expect(text).toMatch(/^event: response\.created\ndata: \{"type":"response\.created","response":\{/);
    expect(text).not.toContain("[DONE]");
    const all = await events();
    expect(all.map((event) => event.sequence_number)).toEqual(all.map((_, index) => index));
  });

  it("tell reasoning, text and a call in this order", async () => {
    await start({ turns: [{ reasoning: "Hm.", text: "Wait.", toolCalls: [{ name: "f", arguments: "{}" }] }] });
    expect(types(await events({ ...thinking, tools: [tool] }))).toEqual([
      "created",
      "in_progress",
      "output_item.added",
      "reasoning_summary_part.added",
      "reasoning_summary_text.delta",
      "reasoning_summary_text.done",
      "reasoning_summary_part.done",
      "output_item.done",
      "output_item.added",
      "content_part.added",
      "output_text.delta",
      "output_text.done",
      "content_part.done",
      "output_item.done",
      "output_item.added",
      "function_call_arguments.delta",
      "function_call_arguments.done",
      "output_item.done",
      "completed",
    ]);
  });

  it("have the recorded members in the recorded order", async () => {
    await start({ turns: [{ reasoning: "Hm.", text: "Wait.", toolCalls: [{ name: "f", arguments: "{}" }] }] });
    const all = await events({ ...thinking, tools: [tool] });
    expect(keys(find(all, "reasoning_summary_part.added"))).toEqual([
      "type",
      "item_id",
      "output_index",
      "part",
      "sequence_number",
      "summary_index",
    ]);
    expect(keys(find(all, "output_text.delta"))).toEqual([
      "type",
      "content_index",
      "delta",
      "item_id",
      "logprobs",
      "obfuscation",
      "output_index",
      "sequence_number",
    ]);
    expect(keys(find(all, "function_call_arguments.delta"))).toEqual([
      "type",
      "delta",
      "item_id",
      "obfuscation",
      "output_index",
      "sequence_number",
    ]);
    expect(keys(find(all, "output_text.done"))).toEqual([
      "type",
      "content_index",
      "item_id",
      "logprobs",
      "output_index",
      "sequence_number",
      "text",
    ]);
    expect(keys(find(all, "output_item.added"))).toEqual(["type", "item", "output_index", "sequence_number"]);
    const added = all
      .filter((event) => event.type === "response.output_item.added")
      .map((event) => Object.keys(event["item"] as object));
    expect(added).toEqual([
      ["id", "type", "encrypted_content", "summary"],
      ["id", "type", "status", "content", "phase", "role"],
      ["id", "type", "status", "arguments", "call_id", "name"],
    ]);
    expect(find(all, "content_part.added")?.["part"]).toEqual({
      type: "output_text",
      annotations: [],
      logprobs: [],
      text: "",
    });
  });

  it("correlate deltas by item id and place, never by call_id", async () => {
    await start({
      turns: [
        {
          toolCalls: [
            { name: "f", arguments: "{}" },
            { name: "f", arguments: '{"a":1}' },
          ],
        },
      ],
    });
    const all = await events({ tools: [tool] });
    const deltas = all.filter((event) => event.type === "response.function_call_arguments.delta");
    expect(deltas.map((event) => [event["output_index"], "call_id" in event])).toEqual([
      [0, false],
      [1, false],
    ]);
    expect(deltas[0]?.["item_id"]).toMatch(/^fc_0[0-9a-f]{49}$/);
  });

  it("pad deltas to 16 characters, unless switched off", async () => {
    await start({ turns: [{ text: "understanding!", pieceLength: 14 }] });
    expect(find(await events(), "output_text.delta")?.["obfuscation"]).toHaveLength(2);
    expect(
      keys(find(await events({ stream_options: { include_obfuscation: false } }), "output_text.delta")),
    ).not.toContain("obfuscation");
  });

  it("mark text before calls as commentary and the last as final_answer (…/openai-phase.1.chunks.txt, read 2026-11-20)", async () => {
    await start({
      turns: [{ text: "Wait.", toolCalls: [{ name: "f", arguments: {} }] }, { text: "Done." }, { text: "Done." }],
    });
    const phase = async (body: object): Promise<unknown> =>
      ((await whole(body))["output"] as { phase?: string }[])[0]?.phase;
    expect(await phase({ tools: [tool] })).toBe("commentary");
    expect(await phase({})).toBe("final_answer");
    expect(await phase({ model: "gpt-4.1" })).toBeUndefined();
  });

  it("carry a wrapper call when the script says so (…/parallel-tool-call-wrapper.1.json, read 2026-11-20)", async () => {
    const wrapped = { tool_uses: [{ recipient_name: "functions.f", parameters: {} }] };
    await start({ turns: [{ toolCalls: [{ name: "parallel", arguments: wrapped }] }] });
    expect(find(await events({ tools: [tool] }), "function_call_arguments.done")?.["arguments"]).toBe(
      JSON.stringify(wrapped),
    );
  });

  it("show reasoning only as a summary that was asked for, encrypted only when included", async () => {
    await start({
      turns: [
        { reasoning: "Hm.", text: "Hi" },
        { reasoning: "Hm.", text: "Hi" },
      ],
    });
    expect(JSON.stringify(await events())).not.toContain("Hm.");
    expect((await whole())["output"]).toMatchObject([{ type: "reasoning", summary: [] }, { type: "message" }]);
  });
});

describe("failures in mid-stream", () => {
  const turns = [{ text: "Sunny", error: { status: 500, message: "Sorry, something went wrong.", inStream: true } }];

  it("nested, then response.failed (…/openai-error.1.chunks.txt, …/openai-error-null-code.1.chunks.txt, read 2026-11-20)", async () => {
    await start({ turns });
    const all = await events();
    expect(types(all)).toEqual([
      "created",
      "in_progress",
      "output_item.added",
      "content_part.added",
      "output_text.delta",
      "error",
      "failed",
    ]);
    expect(JSON.stringify(all.at(-2))).toBe(
      '{"type":"error","error":{"type":"server_error","code":null,"message":"Sorry, something went wrong.","param":null},"sequence_number":5}',
    );
    expect(all.at(-1)).toMatchObject({
      response: { status: "failed", error: { code: "server_error", message: "Sorry, something went wrong." } },
    });
  });

  it("flat by the types of openai/openai-node at 7b7d6ca7 (read 2026-11-20)", async () => {
    await start({ turns, errorEvent: "flat" });
    expect(JSON.stringify((await events()).at(-2))).toBe(
      '{"type":"error","code":null,"message":"Sorry, something went wrong.","param":null,"sequence_number":5}',
    );
  });

  it("response.failed alone (…/openai-response-failed-only.1.chunks.txt, read 2026-11-20)", async () => {
    await start({ turns, errorEvent: "failed-only" });
    expect(types(await events()).slice(-2)).toEqual(["output_text.delta", "failed"]);
  });

  it("answers with the status when nothing streams", async () => {
    await start({ turns });
    expect(await whole()).toEqual({
      error: { message: "Sorry, something went wrong.", type: "server_error", param: null, code: null },
    });
  });
});
