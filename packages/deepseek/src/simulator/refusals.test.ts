import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSimulator, type DeepSeekSimulator } from "./index.js";

let simulator: DeepSeekSimulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

const user = { role: "user", content: "Reply with exactly one word: hello." };
const question = { model: "deepseek-v4-pro", messages: [user] };
const tool = { type: "function", function: { name: "get_weather", parameters: { type: "object", properties: {} } } };
const thinkingOff = { thinking: { type: "disabled" } };

interface Refused {
  readonly status: number;
  readonly type: string | null;
  readonly message: string;
}

async function ask(body: unknown, path = "/chat/completions"): Promise<Refused> {
  const response = await fetch(simulator.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer sk-a" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const json = (await response.json()) as { error?: { message: string; type: string; param: null; code: string } };
  if (json.error !== undefined)
    expect(json.error).toMatchObject({ type: "invalid_request_error", param: null, code: "invalid_request_error" });
  return { status: response.status, type: response.headers.get("content-type"), message: json.error?.message ?? "" };
}

/** The naive request is refused by a rule, the corrected one passes. */
async function refusedByRule(naive: unknown, message: string, corrected: unknown): Promise<void> {
  expect(await ask(naive)).toEqual({ status: 400, type: "application/octet-stream", message });
  expect((await ask(corrected)).status).toBe(200);
}

/** The same for the JSON reader, which answers with another content type. */
async function refusedByReader(naive: unknown, message: string, corrected: unknown): Promise<void> {
  expect(await ask(naive)).toEqual({ status: 400, type: "application/json", message });
  expect((await ask(corrected)).status).toBe(200);
}

const unreadable = "Failed to deserialize the JSON body into the target type: ";

describe("D1: a forced tool choice while thinking, the default (BerriAI/litellm#37470, read 2026-11-20)", () => {
  it.each(["required", { type: "function", function: { name: "get_weather" } }])("refuses %j", async (choice) => {
    const naive = { ...question, tools: [tool], tool_choice: choice };
    await refusedByRule(naive, "Thinking mode does not support this tool_choice", { ...naive, ...thinkingOff });
    expect((await ask({ ...naive, reasoning_effort: "none" })).status).toBe(200);
  });
});

describe("D2: a tool choice of another vendor (BerriAI/litellm#37470, read 2026-11-20)", () => {
  it("refuses any", async () => {
    const naive = { ...question, tools: [tool], tool_choice: "any" };
    const message = `${unreadable}tool_choice: expected one of \`none\`, \`auto\`, \`required\` or a tool at line 1 column ${JSON.stringify(naive).length - 1}`;
    await refusedByReader(naive, message, { ...naive, tool_choice: "auto" });
  });

  it("accepts auto without tools (recorded 2026-09-01, leandromineti/ai-assisted-coding probes/raw/dseek.jsonl)", async () => {
    expect((await ask({ ...question, tool_choice: "auto" })).status).toBe(200);
  });
});

describe("D4: output formats", () => {
  it("refuses json_schema (UKGovernmentBEIS/inspect_ai deepseek.py at 7003df1, read 2026-11-20)", async () => {
    const messages = [{ role: "user", content: "Answer as json." }];
    const schema = { type: "json_schema", json_schema: { name: "answer", schema: { type: "object" } } };
    await refusedByRule(
      { ...question, messages, response_format: schema },
      "This response_format type is unavailable now",
      {
        ...question,
        messages,
        response_format: { type: "json_object" },
      },
    );
  });

  it("refuses json_object without the word (recorded 2026-09-01, leandromineti/ai-assisted-coding probes/raw/dseek.jsonl)", async () => {
    const naive = { ...question, response_format: { type: "json_object" } };
    await refusedByRule(
      naive,
      "Prompt must contain the word 'json' in some form to use 'response_format' of type 'json_object'.",
      { ...naive, messages: [{ role: "system", content: "Answer in JSON." }, user] },
    );
  });
});

describe("ranges (new-api fork, official-fit validator, live-probed 2026-08/09, read 2026-11-20)", () => {
  it.each([
    [
      { max_tokens: 393_217 },
      { max_tokens: 393_216 },
      "Invalid max_tokens value, the valid range of max_tokens is [1, 393216]",
    ],
    [{ max_tokens: 0 }, { max_tokens: 1 }, "Invalid max_tokens value, the valid range of max_tokens is [1, 393216]"],
    [{ temperature: 2.1 }, { temperature: 2 }, "Invalid temperature value, the valid range of temperature is [0, 2]"],
    [{ top_p: 0 }, { top_p: 1 }, "Invalid top_p value, the valid range of top_p is (0, 1.0]"],
    [{ stop: Array.from({ length: 17 }, () => "s") }, { stop: ["a"] }, "Stop string array too long: 17"],
    [
      { top_logprobs: 3 },
      { top_logprobs: 3, logprobs: true },
      "Invalid top_logprobs and logprobs value, logprobs must be set to true if top_logprobs is used.",
    ],
    [
      { top_logprobs: 21, logprobs: true },
      { top_logprobs: 20, logprobs: true },
      "Invalid top_logprobs value, the valid range of top_logprobs is [0, 20].",
    ],
  ])("refuses %j and accepts %j", async (naive, corrected, message) => {
    await refusedByRule({ ...question, ...naive }, message, { ...question, ...corrected });
  });

  it("refuses stream_options without stream (recorded 2026-09-01, leandromineti/ai-assisted-coding probes/raw/dseek.jsonl)", async () => {
    const message = "stream_options should be set along with stream = true";
    expect(await ask({ ...question, stream_options: { include_usage: true } })).toEqual({
      status: 400,
      type: "application/octet-stream",
      message,
    });
  });
});

describe("the JSON reader", () => {
  it("misses the type of a tool, at the recorded column (leandromineti/ai-assisted-coding probes/raw/dseek.jsonl, 2026-09-01)", async () => {
    const recorded =
      '{"model": "deepseek-v4-pro", "max_tokens": 64, "messages": [{"role": "user", "content": "Reply with exactly one word: hello."}], ' +
      '"tools": [{"name": "get_weather", "description": "Get the current weather for a location", "parameters": {"type": "object", ' +
      '"properties": {"location": {"type": "string"}}, "required": ["location"]}}]}';
    await refusedByReader(recorded, `${unreadable}tools[0]: missing field \`type\` at line 1 column 327`, {
      ...question,
      tools: [tool],
    });
  });

  it("refuses an effort that is not in its list (new-api fork, official-fit validator, 2026-09, read 2026-11-20)", async () => {
    const naive = { reasoning_effort: "ultra", ...question };
    const message = `${unreadable}reasoning_effort: unknown variant \`ultra\`, expected one of \`none\`, \`minimal\`, \`low\`, \`medium\`, \`high\`, \`xhigh\`, \`max\` at line 1 column 27`;
    await refusedByReader(naive, message, { ...naive, reasoning_effort: "xhigh" });
  });

  it("calls a numeric effort no JSON (new-api fork, official-fit validator, 2026-09, read 2026-11-20)", async () => {
    const message = "Failed to parse the request body as JSON: reasoning_effort: expected value at line 1 column 21";
    await refusedByReader({ reasoning_effort: 3, ...question }, message, { ...question, reasoning_effort: "low" });
  });

  it("knows no developer role (icebear0828/codex-proxy#589, read 2026-11-20)", async () => {
    const naive = { messages: [{ role: "developer", content: "Be brief." }, user], model: "deepseek-flash" };
    const message = `${unreadable}messages[0].role: unknown variant \`developer\`, expected one of \`system\`, \`user\`, \`assistant\`, \`tool\`, \`latest_reminder\` at line 1 column 32`;
    await refusedByReader(naive, message, { ...naive, messages: [{ role: "system", content: "Be brief." }, user] });
  });

  it("knows no image where the model has no eyes (rikkahub/rikkahub#1433, read 2026-11-20)", async () => {
    const image = { role: "user", content: [{ type: "image_url", image_url: { url: "data:image/png;base64,AA==" } }] };
    const naive = { messages: [image], model: "deepseek-v4-pro" };
    const message = `${unreadable}messages[0]: unknown variant \`image_url\`, expected \`text\` at line 1 column 58`;
    await refusedByReader(naive, message, { ...naive, model: "deepseek-flash" });
  });

  it("misses the id of a tool result (new-api fork, official-fit validator, 2026-09, read 2026-11-20)", async () => {
    const naive = { messages: [user, { role: "tool", content: "12" }], model: "deepseek-flash" };
    const { status, message } = await ask(naive);
    expect([status, message]).toEqual([
      400,
      `${unreadable}messages[1]: missing field \`tool_call_id\` at line 1 column 107`,
    ]);
  });

  it("wants a string or parts as content (QwenLM/qwen-code#2158, read 2026-11-20)", async () => {
    const { status, type, message } = await ask({
      ...question,
      messages: [{ role: "user", content: { text: "Hello" } }],
    });
    expect([status, type]).toEqual([400, "application/json"]);
    expect(message).toMatch(/messages\[0\]: invalid type: map, expected a string at line 1 column \d+$/);
  });

  it("refuses a body that is no JSON", async () => {
    const { status, message } = await ask('{"model": ');
    expect([status, message]).toEqual([
      400,
      "Failed to parse the request body as JSON: EOF while parsing a value at line 1 column 10",
    ]);
  });
});

describe("models", () => {
  it("refuses an unknown id with the list (new-api fork, official-fit validator, 2026-09, read 2026-11-20)", async () => {
    const message =
      "The supported API model names are deepseek-v4-pro, deepseek-v4-flash, and deepseek-v4-flash-vision-exp, but you passed gpt-4o.";
    await refusedByRule({ ...question, model: "gpt-4o" }, message, question);
  });

  it("refuses ids that were retired on 2026-07-24 (api-docs.deepseek.com/quick_start/pricing, read 2026-11-20)", async () => {
    expect((await ask({ ...question, model: "deepseek-chat" })).status).toBe(400);
  });
});

describe("D7: the context window (evalstate/fast-agent#621, read 2026-11-20)", () => {
  it("is 400 with the useless code, and counts the room asked for the answer", async () => {
    const small = await startSimulator({ contextTokens: 120 });
    const post = async (body: unknown): Promise<{ status: number; message: string }> => {
      const response = await fetch(`${small.url}/chat/completions`, {
        method: "POST",
        headers: { authorization: "Bearer sk-a" },
        body: JSON.stringify(body),
      });
      return {
        status: response.status,
        message: ((await response.json()) as { error?: { message: string } }).error?.message ?? "",
      };
    };
    const { status, message } = await post({ ...question, max_tokens: 100 });
    expect(status).toBe(400);
    expect(message).toMatch(
      /^This model's maximum context length is 120 tokens\. However, you requested \d+ tokens \(\d+ in the messages, 100 in the completion\)\. Please reduce the length of the messages or completion\.$/,
    );
    expect((await post({ ...question, max_tokens: 1 })).status).toBe(200);
    await small.close();
  });
});

describe("prefix completion (QuantumNous/new-api#999, read 2026-11-20)", () => {
  it("is for the beta base only", async () => {
    const naive = { ...question, messages: [user, { role: "assistant", content: "```python\n", prefix: true }] };
    const message = 'prefix is only available when using beta api (set base_url="https://api.deepseek.com/beta")';
    expect(await ask(naive)).toEqual({ status: 400, type: "application/octet-stream", message });
    expect((await ask(naive, "/beta/chat/completions")).status).toBe(200);
  });
});
