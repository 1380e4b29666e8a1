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
const tool = {
  type: "function",
  name: "f",
  parameters: { type: "object", properties: {}, required: [], additionalProperties: false },
  strict: true,
};

describe("ends", () => {
  it("incomplete for lack of tokens, reasoning counted", async () => {
    await start({ turns: [{ reasoning: "x".repeat(100), text: "Hi" }, { text: "x".repeat(100) }] });
    const starved = await whole({ max_output_tokens: 16 });
    expect(starved).toMatchObject({
      status: "incomplete",
      incomplete_details: { reason: "max_output_tokens" },
      output: [{ type: "reasoning" }],
    });
    const last = (await events({ max_output_tokens: 16 })).at(-1);
    expect(last).toMatchObject({
      type: "response.incomplete",
      response: { output: [{ status: "incomplete", content: [{ text: "x".repeat(64) }] }] },
    });
  });

  it("incomplete by content filter", async () => {
    await start({ turns: [{ text: "Hi", finish: "content-filter" }] });
    expect(await whole()).toMatchObject({ status: "incomplete", incomplete_details: { reason: "content_filter" } });
  });

  it("a refusal has a part and events of its own", async () => {
    await start({ turns: [{ refusal: "I'm sorry" }] });
    const all = await events();
    expect(types(all).slice(2, -1)).toEqual([
      "output_item.added",
      "content_part.added",
      "refusal.delta",
      "refusal.delta",
      "refusal.done",
      "content_part.done",
      "output_item.done",
    ]);
    expect(all.at(-1)).toMatchObject({
      response: { status: "completed", output: [{ content: [{ type: "refusal", refusal: "I'm sorry" }] }] },
    });
  });

  it("no last event when the script leaves it out: the client must say truncated", async () => {
    await start({ turns: [{ text: "Hi", omit: ["finish"] }] });
    expect(types(await events()).at(-1)).toBe("output_item.done");
  });
});

describe("the response object (…/issue-19493-gpt-5.1-tool-call.chunks.txt, read 2026-11-20)", () => {
  it("has the recorded members in the recorded order and repeats the request", async () => {
    await start({ turns: [{ toolCalls: [{ name: "f", arguments: "{}" }], usage: { input: 45, output: 25 } }] });
    const response = await whole({ model: "gpt-5.1", tools: [tool], tool_choice: "required" });
    expect(Object.keys(response).join(" ")).toBe(
      "id object created_at status background completed_at error frequency_penalty incomplete_details instructions max_output_tokens max_tool_calls model moderation " +
        "output parallel_tool_calls presence_penalty previous_response_id prompt_cache_key prompt_cache_retention reasoning safety_identifier service_tier store " +
        "temperature text tool_choice tool_usage tools top_logprobs top_p truncation usage user metadata",
    );
    expect(response).toMatchObject({
      id: expect.stringMatching(/^resp_0[0-9a-f]{49}$/) as string,
      model: "gpt-5.1-2025-11-13",
      reasoning: { context: "current_turn", effort: "none", mode: "standard", summary: null },
      store: true,
      tool_choice: "required",
      output: [
        { type: "function_call", status: "completed", call_id: expect.stringMatching(/^call_\w{24}$/) as string },
      ],
      usage: {
        input_tokens: 45,
        input_tokens_details: { cache_write_tokens: 0, cached_tokens: 0 },
        output_tokens: 25,
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: 70,
      },
    });
  });

  it("carries log probabilities when included", async () => {
    await start({ turns: [{ text: "hello" }] });
    const body = { model: "gpt-4.1", include: ["message.output_text.logprobs"], top_logprobs: 1 };
    expect(await whole(body)).toMatchObject({
      output: [{ content: [{ logprobs: [{ token: "hello", top_logprobs: [{ token: "hello" }] }] }] }],
    });
  });
});
