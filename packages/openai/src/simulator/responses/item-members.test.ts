import { afterEach, describe, expect, it } from "vitest";
import type { Simulator } from "@dialect/simulator";
import { startSimulator, type OpenAISimulatorOptions } from "../index.js";

let simulator: Simulator;
afterEach(() => simulator.close());

const turns = [{ reasoning: "A tool knows.", toolCalls: [{ name: "f", arguments: {} }] }];
const tools = [
  {
    type: "function",
    name: "f",
    parameters: { type: "object", properties: {}, required: [], additionalProperties: false },
    strict: true,
  },
];
const user = { role: "user", content: "Weather?" };

async function start(options: OpenAISimulatorOptions = { turns }): Promise<void> {
  simulator = await startSimulator(options);
}

interface Item {
  readonly id?: string;
  readonly type: string;
  readonly call_id?: string;
  readonly encrypted_content?: string;
}

interface Answered {
  readonly status: number;
  readonly id: string;
  readonly output: readonly Item[];
  readonly error?: { readonly message: string; readonly param: string | null; readonly code: string | null };
}

async function ask(input: unknown, more: object = {}): Promise<Answered> {
  const response = await fetch(`${simulator.baseUrl}/responses`, {
    method: "POST",
    headers: { authorization: "Bearer sk-a" },
    body: JSON.stringify({ model: "gpt-5", input, tools, ...more }),
  });
  return { ...((await response.json()) as Omit<Answered, "status">), status: response.status };
}

async function refused(
  input: unknown,
  message: string,
  more: object = {},
  expected: object = { status: 400 },
): Promise<void> {
  const { status, error } = await ask(input, more);
  expect({ status, error }).toMatchObject({ error: { message, type: "invalid_request_error" }, ...expected });
}

const stateless = { store: false, include: ["reasoning.encrypted_content"] };

/** A first turn of reasoning and a call, with its result. */
async function firstTurn(
  more: object = {},
): Promise<{ id: string; reasoning: Item | undefined; call: Item | undefined; result: object }> {
  const { id, output } = await ask([user], more);
  const [reasoning, call] = output;
  return { id, reasoning, call, result: { type: "function_call_output", call_id: call?.call_id, output: "12 °C" } };
}

describe("O5: encrypted reasoning (Wei-Shaw/sub2api#2863, openai/codex#8145, read 2026-11-20)", () => {
  const foreign = { type: "reasoning", summary: [], encrypted_content: "gAAAAABforeignforeignQ==" };
  const after = { type: "function_call", call_id: "call_a", name: "f", arguments: "{}" };
  const input = [user, foreign, after, { type: "function_call_output", call_id: "call_a", output: "1" }];
  const message =
    "The encrypted content gAAA...nQ== could not be verified. Reason: Encrypted content could not be decrypted or parsed.";

  it("refuses what it did not write", async () => {
    await start();
    await refused(input, message, stateless, {
      status: 400,
      error: { param: null, code: "invalid_encrypted_content" },
    });
  });

  it("refuses what output_item.added carried: done is another text", async () => {
    await start();
    const response = await fetch(`${simulator.baseUrl}/responses`, {
      method: "POST",
      headers: { authorization: "Bearer sk-a" },
      body: JSON.stringify({ model: "gpt-5", input: [user], tools, stream: true, ...stateless }),
    });
    const items = (await response.text())
      .split("\n")
      .filter((line) => line.startsWith("data: "))
      .map((line) => JSON.parse(line.slice(6)) as { type: string; item?: Item });
    const [added, done] = ["response.output_item.added", "response.output_item.done"].map(
      (type) => items.find((event) => event.type === type)?.item,
    );
    const call = items.findLast((event) => event.type === "response.output_item.done")?.item;
    expect(added?.encrypted_content).not.toBe(done?.encrypted_content);
    const replay = (reasoning: Item | undefined): readonly unknown[] => [
      user,
      { ...reasoning, summary: [] },
      call,
      { type: "function_call_output", call_id: call?.call_id, output: "1" },
    ];
    expect((await ask(replay(added), stateless)).error?.code).toBe("invalid_encrypted_content");
    expect((await ask(replay(done), stateless)).status).toBe(200);
  });

  it("refuses another model family's, which gpt-6.2 drops in silence", async () => {
    await start();
    const { reasoning, call, result } = await firstTurn(stateless);
    const replay = [user, reasoning, call, result];
    expect((await ask(replay, { ...stateless, model: "gpt-6-sol" })).error?.code).toBe("invalid_encrypted_content");
    expect((await ask(replay, { ...stateless, model: "gpt-6.2-sol" })).status).toBe(200);
  });

  it("comes as an event of the stream by another source", async () => {
    await start({ turns, encryptedContentFailure: "event" });
    const response = await fetch(`${simulator.baseUrl}/responses`, {
      method: "POST",
      headers: { authorization: "Bearer sk-a" },
      body: JSON.stringify({ model: "gpt-5", input, tools, stream: true, ...stateless }),
    });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain(
      `"error":{"type":"invalid_request_error","code":"invalid_encrypted_content","message":"${message}","param":null}`,
    );
  });
});

describe("O14: ids", () => {
  it("must begin as their kind does (live-measured 2026-09, read 2026-11-20)", async () => {
    await start();
    const call = { type: "function_call", id: "call_1", call_id: "call_1", name: "f", arguments: "{}" };
    await refused(
      [user, call],
      "Invalid 'input[1].id': 'call_1'. Expected an ID that begins with 'fc'.",
      {},
      { error: { param: "input[1].id", code: "invalid_value" } },
    );
    await refused(
      [user, { type: "reasoning", id: "x", summary: [] }],
      "Invalid 'input[1].id': 'x'. Expected an ID that begins with 'rs'.",
    );
    await refused(
      [user, { role: "assistant", id: "x", content: "Hi" }],
      "Invalid 'input[1].id': 'x'. Expected an ID that begins with 'msg'.",
    );
  });

  it("are 64 characters long at most (can1357/oh-my-pi#284, AnswerDotAI/fastllm#45, read 2026-11-20)", async () => {
    await start();
    const long = "Expected a string with maximum length 64, but got a string with length 70 instead.";
    const id = `fc_${"a".repeat(67)}`;
    await refused(
      [user, { type: "function_call", id, call_id: "c", name: "f", arguments: "{}" }],
      `Invalid 'input[1].id': string too long. ${long}`,
      {},
      { error: { code: "string_above_max_length" } },
    );
    await refused(
      [user, { type: "function_call_output", call_id: id, output: "1" }],
      `Invalid 'input[1].call_id': string too long. ${long}`,
    );
  });
});

describe("members that come back", () => {
  it.each([
    [
      "status of reasoning (1jehuang/jcode#1028)",
      { type: "reasoning", id: "rs_1", summary: [], status: "completed" },
      "Unknown parameter: 'input[1].status'.",
    ],
    [
      "parsed_arguments (openai/openai-python#3146)",
      { type: "function_call", call_id: "c", name: "f", arguments: "{}", parsed_arguments: {} },
      "Unknown parameter: 'input[1].parsed_arguments'.",
    ],
    [
      "no arguments (vercel/ai …/openai-issue-17402-error.1.json)",
      { type: "function_call", call_id: "c", name: "f" },
      "Missing required parameter: 'input[1].arguments'.",
    ],
    [
      "the role tool (anomalyco/opencode#10803)",
      { role: "tool", content: "1" },
      "Invalid value: 'tool'. Supported values are: 'assistant', 'system', 'developer', and 'user'.",
    ],
    [
      "input_text of an assistant (tinyhumansai/openhuman#3624)",
      { role: "assistant", content: [{ type: "input_text", text: "Hi" }] },
      "Invalid value: 'input_text'. Supported values are: 'output_text' and 'refusal'.",
    ],
    [
      "a part of Chat (simonw/llm-openai-plugin#14)",
      { role: "user", content: [{ type: "file" }] },
      "Invalid value: 'file'. Supported values are: 'input_text', 'input_image', 'output_text', 'refusal', 'input_file', 'computer_screenshot', and 'summary_text'.",
    ],
  ])("refuses %s (read 2026-11-20)", async (_, item, message) => {
    await start();
    await refused([user, item], message);
  });

  it("refuses status: null", async () => {
    await start();
    expect((await ask([user, { type: "message", role: "assistant", status: null, content: [] }])).status).toBe(400);
  });
});
