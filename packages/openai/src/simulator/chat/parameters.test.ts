import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Simulator } from "@dialect/simulator";
import { startSimulator } from "../index.js";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

const messages = [{ role: "user", content: "Reply with exactly one word: hello." }];
const tools = [{ type: "function", function: { name: "f", parameters: { type: "object", properties: {} } } }];

async function post(at: Simulator, body: object): Promise<{ status: number; error: unknown }> {
  const response = await fetch(`${at.baseUrl}/chat/completions`, {
    method: "POST",
    headers: { authorization: "Bearer sk-a" },
    body: JSON.stringify({ messages, ...body }),
  });
  return { status: response.status, error: ((await response.json()) as { error?: unknown }).error };
}

const ask = (body: object): Promise<{ status: number; error: unknown }> => post(simulator, body);

function refused(message: string, param: string | null, code: string | null): { status: number; error: unknown } {
  return { status: 400, error: { message, type: "invalid_request_error", param, code } };
}

const unsupported = (param: string): ReturnType<typeof refused> =>
  refused(`Unsupported parameter: '${param}' is not supported with this model.`, param, "unsupported_parameter");

describe("O1: sampling on gpt-5.6-sol (recorded 2026-09-01, leandromineti/ai-assisted-coding probes/raw/openai.jsonl)", () => {
  const model = "gpt-5.6-sol";

  it.each([
    { frequency_penalty: 0.1 },
    { presence_penalty: 0.1 },
    { logprobs: true },
    { top_p: 0.9 },
    { top_logprobs: 3 },
  ])("refuses %j with an effort or none told, takes it with effort none", async (naive) => {
    const param = Object.keys(naive)[0] ?? "";
    expect(await ask({ model, ...naive })).toEqual(unsupported(param));
    expect(await ask({ model, ...naive, reasoning_effort: "low" })).toEqual(unsupported(param));
    const corrected = "top_logprobs" in naive ? { ...naive, logprobs: true } : naive;
    expect((await ask({ model, ...corrected, reasoning_effort: "none" })).status).toBe(200);
  });

  it("refuses temperature by value", async () => {
    const message =
      "Unsupported value: 'temperature' does not support 0.7 with this model. Only the default (1) value is supported.";
    expect(await ask({ model, temperature: 0.7 })).toEqual(refused(message, "temperature", "unsupported_value"));
    expect((await ask({ model, temperature: 0.7, reasoning_effort: "none" })).status).toBe(200);
    expect((await ask({ model, temperature: 1 })).status).toBe(200);
  });

  it("refuses logit_bias always, seed and n: 1 never", async () => {
    expect(await ask({ model, logit_bias: { 1734: 5 }, reasoning_effort: "none" })).toEqual(unsupported("logit_bias"));
    expect((await ask({ model, seed: 42, n: 1 })).status).toBe(200);
  });

  it("refuses stop", async () => {
    expect(await ask({ model, stop: ["the"] })).toEqual(unsupported("stop"));
    expect((await ask({ model })).status).toBe(200);
  });

  it("wants logprobs with top_logprobs", async () => {
    const message = "The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.";
    expect(await ask({ model, top_logprobs: 3, reasoning_effort: "none" })).toEqual(
      refused(message, "top_logprobs", null),
    );
  });

  it("guesses what an unknown parameter meant", async () => {
    expect(await ask({ model, top_k: 40 })).toEqual(
      refused("Unknown parameter: 'top_k'. Did you mean 'top_p'?", "top_k", "unknown_parameter"),
    );
  });
});

describe("O1: sampling on other models", () => {
  it("gpt-5 and o3: only the default (vercel/ai, pydantic-ai profiles, read 2026-11-20)", async () => {
    for (const model of ["gpt-5", "o3"]) {
      const message =
        "Unsupported value: 'temperature' does not support 0.16 with this model. Only the default (1) value is supported.";
      expect(await ask({ model, temperature: 0.16 })).toEqual(refused(message, "temperature", "unsupported_value"));
      expect((await ask({ model, temperature: 1 })).status).toBe(200);
    }
  });

  it("gpt-6-astra: never, code null", async () => {
    const message = "Unsupported parameter: 'temperature' is not supported with this model.";
    expect(await ask({ model: "gpt-6-astra", temperature: 1 })).toEqual(refused(message, "temperature", null));
  });

  it("gpt-5.4 defaults to effort none and takes it; gpt-4.1 always does", async () => {
    expect((await ask({ model: "gpt-5.4", temperature: 0.7 })).status).toBe(200);
    expect((await ask({ model: "gpt-5.4", temperature: 0.7, reasoning_effort: "low" })).status).toBe(400);
    expect((await ask({ model: "gpt-4.1", temperature: 0.7, top_p: 0.9, stop: ["a"], logit_bias: {} })).status).toBe(
      200,
    );
  });
});

describe("O1: max_tokens (vercel/ai …/chat/__fixtures__/reasoning-model-legacy-parameter-error.json, read 2026-11-20)", () => {
  it("is refused by models that reason", async () => {
    const message =
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
    expect(await ask({ model: "gpt-5.6-sol", max_tokens: 64 })).toEqual(
      refused(message, "max_tokens", "unsupported_parameter"),
    );
    expect((await ask({ model: "gpt-5.6-sol", max_completion_tokens: 64 })).status).toBe(200);
    expect((await ask({ model: "gpt-4.1", max_tokens: 64 })).status).toBe(200);
  });
});

describe("O1: efforts", () => {
  it("refuses one outside the model's set (livekit/agents#7169, read 2026-11-20)", async () => {
    const message =
      "Unsupported value: 'reasoning_effort' does not support 'minimal' with this model. Supported values are: 'none', 'low', 'medium', 'high', and 'xhigh'.";
    expect(await ask({ model: "gpt-5.6-luna", reasoning_effort: "minimal" })).toEqual(
      refused(message, "reasoning_effort", "unsupported_value"),
    );
    expect((await ask({ model: "gpt-5", reasoning_effort: "minimal" })).status).toBe(200);
    expect((await ask({ model: "gpt-6-astra", reasoning_effort: "none" })).status).toBe(400);
  });

  it("refuses max for gpt-5.6, unless told to follow the source that says otherwise", async () => {
    expect((await ask({ model: "gpt-5.6", reasoning_effort: "max" })).status).toBe(400);
    const other = await startSimulator({ chatEffortMax: "accept" });
    expect((await post(other, { model: "gpt-5.6", reasoning_effort: "max" })).status).toBe(200);
    await other.close();
  });

  it("does not know the parameter where nothing reasons (davidmigloz/langchain_dart#712, read 2026-11-20)", async () => {
    expect(await ask({ model: "gpt-4o-mini", reasoning_effort: "low" })).toEqual(
      refused("Unrecognized request argument supplied: reasoning_effort", null, null),
    );
  });
});

describe("O1b: function tools on Chat", () => {
  it("need effort none on gpt-5.6, also when no effort is told (BerriAI/litellm#34569, read 2026-11-20)", async () => {
    const message =
      "Function tools with reasoning_effort are not supported for gpt-5.6-terra in /v1/chat/completions. " +
      "To use function tools, use /v1/responses or set reasoning_effort to 'none'.";
    const model = "gpt-5.6-terra";
    expect(await ask({ model, tools })).toEqual(refused(message, "reasoning_effort", null));
    expect(await ask({ model, tools, reasoning_effort: "low" })).toEqual(refused(message, "reasoning_effort", null));
    expect((await ask({ model, tools, reasoning_effort: "none" })).status).toBe(200);
  });

  it("go without an explicit effort on gpt-5.4 (pipecat-ai/pipecat#4043, read 2026-11-20), which a table contradicts", async () => {
    const message =
      "Function tools with reasoning_effort are not supported for gpt-5.4 in /v1/chat/completions. Please use /v1/responses instead.";
    expect(await ask({ model: "gpt-5.4", tools, reasoning_effort: "low" })).toEqual(
      refused(message, "reasoning_effort", null),
    );
    expect((await ask({ model: "gpt-5.4", tools })).status).toBe(200);
    const other = await startSimulator({ toolsWithEffort: "accept" });
    expect((await post(other, { model: "gpt-5.4", tools, reasoning_effort: "low" })).status).toBe(200);
    await other.close();
  });

  it("never go on gpt-6-astra; on gpt-5 and gpt-4.1 always", async () => {
    expect((await ask({ model: "gpt-6-astra", tools })).status).toBe(400);
    expect((await ask({ model: "gpt-5", tools, reasoning_effort: "low" })).status).toBe(200);
    expect((await ask({ model: "gpt-4.1", tools })).status).toBe(200);
  });
});

describe("parameters that need another one", () => {
  const model = "gpt-4.1";

  it("parallel_tool_calls needs tools (recorded 2026-09-01, leandromineti/ai-assisted-coding)", async () => {
    const message =
      "Invalid value for 'parallel_tool_calls': 'parallel_tool_calls' is only allowed when 'tools' are specified.";
    expect(await ask({ model, parallel_tool_calls: true })).toEqual(refused(message, "parallel_tool_calls", null));
    expect((await ask({ model, parallel_tool_calls: true, tools })).status).toBe(200);
  });

  it("tool_choice needs tools (dapr/dapr-agents#248, read 2026-11-20)", async () => {
    const message = "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.";
    expect(await ask({ model, tool_choice: "auto" })).toEqual(refused(message, "tool_choice", null));
    expect((await ask({ model, tool_choice: "auto", tools })).status).toBe(200);
  });

  it("O10: a named tool must be there (vercel/ai …/openai-allowed-tools-web-search-error.1.json, read 2026-11-20)", async () => {
    const choice = (name: string): object => ({ model, tools, tool_choice: { type: "function", function: { name } } });
    expect(await ask(choice("x"))).toEqual(
      refused("Tool choice 'x' not found in 'tools' parameter.", "tool_choice", null),
    );
    expect((await ask(choice("f"))).status).toBe(200);
  });

  it("stream_options needs stream", async () => {
    const message = "The 'stream_options' parameter is only allowed when 'stream' is enabled.";
    expect(await ask({ model, stream_options: { include_usage: true } })).toEqual(
      refused(message, "stream_options", null),
    );
  });
});

describe("the schema of the request", () => {
  it.each([
    [
      "a stray member of an older model (davidmigloz/langchain_dart#712)",
      { model: "gpt-4o", thinking: {} },
      "Unrecognized request argument supplied: thinking",
      null,
      null,
    ],
    [
      "a stray member (teabranch/open-responses-server#41)",
      { model: "o4-mini", reasoning: {} },
      "Unknown parameter: 'reasoning'.",
      "reasoning",
      "unknown_parameter",
    ],
    [
      "a stray member inside (i-am-bee/beeai-framework#980)",
      { model: "gpt-4o", response_format: { type: "json_object", strict: true } },
      "Unknown parameter: 'response_format.strict'.",
      "response_format.strict",
      "unknown_parameter",
    ],
    [
      "a number too small (pydantic-ai test_openai_responses_model_http_error.yaml)",
      { model: "gpt-4o", temperature: -1 },
      "Invalid 'temperature': decimal below minimum value. Expected a value >= 0, but got -1 instead.",
      "temperature",
      "decimal_below_min_value",
    ],
    [
      "a list too long",
      { model: "gpt-4o", stop: ["a", "b", "c", "d", "e"] },
      "Invalid 'stop': array too long. Expected an array with maximum length 4, but got an array with length 5 instead.",
      "stop",
      "array_above_max_length",
    ],
    [
      "a missing member",
      { model: "gpt-4o", tools: [{ type: "function" }] },
      "Missing required parameter: 'tools[0].function'.",
      "tools[0].function",
      "missing_required_parameter",
    ],
    [
      "a wrong type",
      { model: "gpt-4o", temperature: "hot" },
      "Invalid type for 'temperature': expected a decimal, but got a string instead.",
      "temperature",
      "invalid_type",
    ],
    [
      "a bad name",
      { model: "gpt-4o", tools: [{ type: "function", function: { name: "get weather" } }] },
      "Invalid 'tools[0].function.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.",
      "tools[0].function.name",
      "invalid_value",
    ],
  ])("refuses %s (read 2026-11-20)", async (_, naive, message, param, code) => {
    expect(await ask(naive)).toEqual(refused(message, param, code));
  });

  it("refuses a body that is no JSON", async () => {
    const response = await fetch(`${simulator.baseUrl}/chat/completions`, {
      method: "POST",
      headers: { authorization: "Bearer sk-a" },
      body: "{",
    });
    expect(response.status).toBe(400);
  });

  it("says in its own name what it does not play", async () => {
    expect(await ask({ model: "gpt-4o", n: 2 })).toMatchObject({
      status: 400,
      error: { type: "simulator_refusal", param: "n" },
    });
    expect(await ask({ model: "gpt-4o", tools: [{ type: "custom", custom: { name: "c" } }] })).toMatchObject({
      error: { type: "simulator_refusal" },
    });
  });
});
