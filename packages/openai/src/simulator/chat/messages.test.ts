import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Simulator } from "@dialect/simulator";
import { startSimulator } from "../index.js";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

const user = { role: "user", content: "Hello" };
const call = { id: "call_a", type: "function", function: { name: "f", arguments: "{}" } };
const calling = { role: "assistant", content: null, tool_calls: [call] };
const result = { role: "tool", tool_call_id: "call_a", content: "1" };

interface Answered {
  readonly status: number;
  readonly error?: { readonly message: string; readonly param: string | null; readonly code: string | null };
}

async function ask(messages: readonly unknown[], more: object = {}): Promise<Answered> {
  const response = await fetch(`${simulator.baseUrl}/chat/completions`, {
    method: "POST",
    headers: { authorization: "Bearer sk-a" },
    body: JSON.stringify({ model: "gpt-4.1", messages, ...more }),
  });
  const { error } = (await response.json()) as Pick<Answered, "error">;
  return { status: response.status, ...(error === undefined ? {} : { error }) };
}

async function refused(
  naive: readonly unknown[],
  message: string,
  param: string | null,
  code: string | null,
  more: object = {},
): Promise<void> {
  expect(await ask(naive, more)).toEqual({
    status: 400,
    error: { message, type: "invalid_request_error", param, code },
  });
}

describe("O7: a model without a system role (agno-agi/agno#1770, read 2026-11-20)", () => {
  it("refuses system", async () => {
    const more = { model: "o1-mini" };
    await refused(
      [{ role: "system", content: "Be brief." }, user],
      "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
      "messages[0].role",
      "unsupported_value",
      more,
    );
    expect((await ask([user], more)).status).toBe(200);
    expect((await ask([{ role: "developer", content: "Be brief." }, user], { model: "gpt-5" })).status).toBe(200);
  });
});

describe("O8: calls and results (sdcb/chats#132, read 2026-11-20)", () => {
  it("refuses an unanswered call and names it", async () => {
    const message =
      "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. " +
      "The following tool_call_ids did not have response messages: call_a";
    await refused([user, calling, user], message, "messages.[2].role", null);
    expect((await ask([user, calling, result, user])).status).toBe(200);
  });

  it("refuses a result that answers nothing", async () => {
    const message =
      "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.";
    await refused([user, result], message, "messages.[1].role", null);
  });

  it("takes parallel results in any order", async () => {
    const two = { ...calling, tool_calls: [call, { ...call, id: "call_b" }] };
    expect((await ask([user, two, { ...result, tool_call_id: "call_b" }, result])).status).toBe(200);
    expect((await ask([user, two, result])).error?.message).toMatch(/response messages: call_b$/);
  });
});

describe("contents", () => {
  it("refuses an assistant who says and does nothing (run-llama/llama_index#17921, read 2026-11-20)", async () => {
    await refused(
      [user, { role: "assistant", content: null }, user],
      "Invalid value for 'content': expected a string, got null.",
      "messages.[1].content",
      null,
    );
  });

  it("refuses another vendor's member", async () => {
    const naive = [user, { role: "assistant", content: "Hi", reasoning_content: "Hm." }, user];
    await refused(
      naive,
      "Unknown parameter: 'messages[1].reasoning_content'.",
      "messages[1].reasoning_content",
      "unknown_parameter",
    );
  });

  it("refuses an unknown role and an unknown part by list", async () => {
    await refused(
      [{ role: "bot", content: "Hi" }],
      "Invalid value: 'bot'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.",
      "messages[0].role",
      "invalid_value",
    );
    await refused(
      [{ role: "user", content: [{ type: "input_text", text: "Hi" }] }],
      "Invalid value: 'input_text'. Supported values are: 'text', 'image_url', 'input_audio', 'refusal', 'audio', and 'file'.",
      "messages[0].content[0].type",
      "invalid_value",
    );
  });

  it("wants the word json for json_object (recorded 2026-09-01, leandromineti/ai-assisted-coding)", async () => {
    const more = { response_format: { type: "json_object" } };
    await refused(
      [user],
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
      "messages",
      null,
      more,
    );
    expect((await ask([{ role: "user", content: "Hello in JSON" }], more)).status).toBe(200);
  });

  it("O12: refuses more than the window holds", async () => {
    const small = await startSimulator({ contextTokens: 20 });
    const response = await fetch(`${small.baseUrl}/chat/completions`, {
      method: "POST",
      headers: { authorization: "Bearer sk-a" },
      body: JSON.stringify({ model: "gpt-4.1", messages: [{ role: "user", content: "x".repeat(400) }] }),
    });
    expect(await response.json()).toMatchObject({
      error: {
        message: expect.stringMatching(
          /^This model's maximum context length is 20 tokens\. However, your messages resulted in \d+ tokens\./,
        ) as string,
        code: "context_length_exceeded",
      },
    });
    await small.close();
  });
});

describe("O15: parts that are not read", () => {
  const part = (one: object): readonly unknown[] => [{ role: "user", content: [one] }];

  it("refuses sound and a document in the place of an image (openai/openai-python#2454, read 2026-11-20)", async () => {
    const message = "Invalid 'messages[0]'. Content blocks are expected to be either text or image_url type.";
    await refused(
      part({ type: "input_audio", input_audio: { data: "AA==", format: "wav" } }),
      message,
      "messages[0]",
      "invalid_value",
    );
    await refused(
      part({ type: "image_url", image_url: { url: "data:application/pdf;base64,AA==" } }),
      message,
      "messages[0]",
      "invalid_value",
    );
    expect((await ask(part({ type: "image_url", image_url: { url: "data:image/png;base64,AA==" } }))).status).toBe(200);
  });

  it("refuses an inline document that is no PDF (trpc-group/trpc-agent-go#1816, read 2026-11-20)", async () => {
    const message =
      "Invalid file data: 'messages[0].content[0].file.file_data'. Expected a base64-encoded data URL with an application/pdf MIME type " +
      "(e.g. 'data:application/pdf;base64,SGVsbG8sIFdvcmxkIQ=='), but got unsupported MIME type 'text/markdown'.";
    const where = "messages[0].content[0].file.file_data";
    await refused(
      part({ type: "file", file: { file_data: "data:text/markdown;base64,AA==", filename: "a.md" } }),
      message,
      where,
      "invalid_value",
    );
    expect(
      (await ask(part({ type: "file", file: { file_data: "data:application/pdf;base64,AA==", filename: "a.pdf" } })))
        .status,
    ).toBe(200);
  });
});
