import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Simulator } from "@dialect/simulator";
import { startSimulator } from "../index.js";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

const tools = [
  {
    type: "function",
    name: "f",
    parameters: { type: "object", properties: {}, additionalProperties: false, required: [] },
    strict: true,
  },
];

async function ask(body: object): Promise<{ status: number; error: unknown }> {
  const response = await fetch(`${simulator.baseUrl}/responses`, {
    method: "POST",
    headers: { authorization: "Bearer sk-a" },
    body: JSON.stringify({ input: "Hello", ...body }),
  });
  return { status: response.status, error: ((await response.json()) as { error?: unknown }).error };
}

const refused = (message: string, param: string | null, code: string | null): object => ({
  status: 400,
  error: { message, type: "invalid_request_error", param, code },
});

describe("O1: sampling (vercel/ai …/responses/__fixtures__/reasoning-model-temperature-error.json, read 2026-11-20)", () => {
  it("refuses temperature while the model reasons, code null", async () => {
    const expected = refused(
      "Unsupported parameter: 'temperature' is not supported with this model.",
      "temperature",
      null,
    );
    expect(await ask({ model: "gpt-5.6-sol", temperature: 0.5 })).toEqual(expected);
    expect(await ask({ model: "gpt-6-astra", temperature: 1 })).toEqual(expected);
    expect((await ask({ model: "gpt-6-sol", temperature: 0, top_p: 0.9, reasoning: { effort: "none" } })).status).toBe(
      200,
    );
    expect((await ask({ model: "gpt-5.5", temperature: 1 })).status).toBe(200);
    expect((await ask({ model: "gpt-4.1", temperature: 0.5 })).status).toBe(200);
  });

  it("refuses top_p and top_logprobs likewise", async () => {
    expect(await ask({ model: "gpt-5", top_p: 0.9 })).toEqual(
      refused("Unsupported parameter: 'top_p' is not supported with this model.", "top_p", null),
    );
    expect((await ask({ model: "gpt-5", top_logprobs: 2 })).status).toBe(400);
  });

  it("refuses a negative temperature (pydantic-ai test_openai_responses_model_http_error.yaml, read 2026-11-20)", async () => {
    const message = "Invalid 'temperature': decimal below minimum value. Expected a value >= 0, but got -1 instead.";
    expect(await ask({ model: "gpt-4o", temperature: -1 })).toEqual(
      refused(message, "temperature", "decimal_below_min_value"),
    );
  });
});

describe("O1: efforts", () => {
  it("refuses one outside the model's set (anomalyco/opencode#4451, read 2026-11-20)", async () => {
    const message =
      "Unsupported value: 'minimal' is not supported with the 'gpt-5.1' model. Supported values are: 'none', 'low', 'medium', and 'high'.";
    expect(await ask({ model: "gpt-5.1", reasoning: { effort: "minimal" } })).toEqual(
      refused(message, "reasoning.effort", "unsupported_value"),
    );
    expect((await ask({ model: "gpt-5.1", reasoning: { effort: "none" } })).status).toBe(200);
    expect((await ask({ model: "gpt-5.6", reasoning: { effort: "max" } })).status).toBe(200);
  });

  it("refuses any where nothing reasons (BoundaryML/baml#2708, read 2026-11-20)", async () => {
    const message = "Unsupported parameter: 'reasoning.effort' is not supported with this model.";
    expect(await ask({ model: "gpt-4.1", reasoning: { effort: "low" } })).toEqual(
      refused(message, "reasoning.effort", "unsupported_parameter"),
    );
  });

  it("refuses encrypted reasoning where nothing reasons (pydantic/pydantic-ai#2865, read 2026-11-20)", async () => {
    const include = ["reasoning.encrypted_content"];
    expect(await ask({ model: "gpt-4o", include })).toEqual(
      refused("Encrypted content is not supported with this model.", "include", null),
    );
    expect((await ask({ model: "o3", include })).status).toBe(200);
  });
});

describe("O1: names of Chat (OpenHands/software-agent-sdk#755, read 2026-11-20)", () => {
  it.each([
    ["reasoning_effort", "reasoning.effort", "low"],
    ["response_format", "text.format", { type: "text" }],
    ["messages", "input", []],
    ["max_tokens", "max_output_tokens", 16],
  ])("%s has moved to %s", async (name, place, value) => {
    const message =
      `Unsupported parameter: '${name}'. In the Responses API, this parameter has moved to '${place}'. Try again with the new parameter. ` +
      "See the API documentation for more information: https://platform.openai.com/docs/api-reference/responses/create.";
    expect(await ask({ model: "gpt-5", [name]: value })).toEqual(refused(message, null, "unsupported_parameter"));
  });

  it.each(["seed", "stop", "presence_penalty", "frequency_penalty", "logit_bias", "n"])(
    "%s is not there at all",
    async (name) => {
      expect(await ask({ model: "gpt-5", [name]: 1 })).toEqual(
        refused(`Unknown parameter: '${name}'.`, name, "unknown_parameter"),
      );
    },
  );
});

describe("tools and formats", () => {
  it("O10: the chosen tool must be there (vercel/ai …/openai-allowed-tools-web-search-error.1.json, read 2026-11-20)", async () => {
    const expected = refused("Tool choice 'x' not found in 'tools' parameter.", "tool_choice", null);
    expect(await ask({ model: "gpt-5", tools, tool_choice: { type: "function", name: "x" } })).toEqual(expected);
    expect(
      await ask({
        model: "gpt-5",
        tools,
        tool_choice: { type: "allowed_tools", mode: "auto", tools: [{ type: "function", name: "x" }] },
      }),
    ).toEqual(expected);
    expect((await ask({ model: "gpt-5", tools, tool_choice: { type: "function", name: "f" } })).status).toBe(200);
  });

  it("required needs tools (anomalyco/opencode#48857, read 2026-11-20)", async () => {
    const message = "Tool choice 'required' must be specified with 'tools' parameter.";
    expect(await ask({ model: "gpt-4.1-mini", tool_choice: "required" })).toEqual(
      refused(message, "tool_choice", null),
    );
    expect((await ask({ model: "gpt-4.1-mini", tool_choice: "required", tools })).status).toBe(200);
  });

  it("refuses the nested tool of Chat", async () => {
    const nested = [{ type: "function", function: { name: "f" } }];
    expect(await ask({ model: "gpt-5", tools: nested })).toMatchObject({
      status: 400,
      error: { message: "Missing required parameter: 'tools[0].name'." },
    });
  });

  it("wants the word json in the input, not in the instructions (live-measured 2026-09, read 2026-11-20)", async () => {
    const format = { model: "gpt-5", text: { format: { type: "json_object" } }, instructions: "Answer in JSON." };
    const message =
      "Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.";
    expect(await ask(format)).toEqual(refused(message, "text.format", null));
    expect((await ask({ ...format, input: "Hello in json" })).status).toBe(200);
  });

  it("wants at least 16 tokens of output", async () => {
    const message =
      "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got 8 instead.";
    expect(await ask({ model: "gpt-5", max_output_tokens: 8 })).toEqual(
      refused(message, "max_output_tokens", "integer_below_min_value"),
    );
  });

  it("says in its own name what it does not play", async () => {
    for (const naive of [{ background: true }, { conversation: "conv_1" }, { tools: [{ type: "web_search" }] }]) {
      expect(await ask({ model: "gpt-5", ...naive })).toMatchObject({
        status: 400,
        error: { type: "simulator_refusal" },
      });
    }
  });
});

describe("O12: the context window (earendil-works/pi packages/ai, read 2026-11-20)", () => {
  it("refuses more than it holds", async () => {
    const small = await startSimulator({ contextTokens: 20 });
    const response = await fetch(`${small.baseUrl}/responses`, {
      method: "POST",
      headers: { authorization: "Bearer sk-a" },
      body: JSON.stringify({ model: "gpt-5", input: "x".repeat(400) }),
    });
    expect({ status: response.status, ...((await response.json()) as object) }).toMatchObject(
      refused(
        "Your input exceeds the context window of this model. Please adjust your input and try again.",
        "input",
        "context_length_exceeded",
      ),
    );
    await small.close();
  });
});
