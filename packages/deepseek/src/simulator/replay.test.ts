import { afterEach, describe, expect, it } from "vitest";
import { startSimulator, type DeepSeekSimulator, type DeepSeekSimulatorOptions } from "./index.js";

let simulator: DeepSeekSimulator;
afterEach(() => simulator.close());

const question = { role: "user", content: "Weather in Paris?" };
const call = { id: "call_00_a", type: "function", function: { name: "get_weather", arguments: "{}" } };
const calling = { role: "assistant", content: "", tool_calls: [call] };
const thoughtful = { ...calling, reasoning_content: "A tool knows." };
const result = { role: "tool", tool_call_id: "call_00_a", content: "12 °C" };
const again = { role: "user", content: "And in Rome?" };

async function start(options?: DeepSeekSimulatorOptions): Promise<void> {
  simulator = await startSimulator(options);
}

async function ask(
  messages: readonly unknown[],
  more: object = {},
): Promise<{ status: number; type: string | null; message: string }> {
  const response = await fetch(`${simulator.url}/chat/completions`, {
    method: "POST",
    headers: { authorization: "Bearer sk-a" },
    body: JSON.stringify({ model: "deepseek-v4-pro", messages, ...more }),
  });
  const json = (await response.json()) as { error?: { message: string } };
  return { status: response.status, type: response.headers.get("content-type"), message: json.error?.message ?? "" };
}

const status = async (...messages: readonly unknown[]): Promise<number> => (await ask(messages)).status;

describe("D3: reasoning must come back (anomalyco/opencode#24083, crewAIInc/crewAI#5878, read 2026-11-20)", () => {
  it("refuses a second tool round without it", async () => {
    await start();
    expect(await ask([question, calling, result])).toEqual({
      status: 400,
      type: "application/octet-stream",
      message: "The `reasoning_content` in the thinking mode must be passed back to the API.",
    });
    expect(await status(question, thoughtful, result)).toBe(200);
  });

  it("counts an empty string as present and null as absent (pydantic-ai tests/models/cassettes, read 2026-11-20)", async () => {
    await start();
    expect(await status(question, { ...calling, reasoning_content: "" }, result)).toBe(200);
    expect(await status(question, { ...calling, reasoning_content: null }, result)).toBe(400);
  });

  it("minds nothing when thinking is off", async () => {
    await start();
    expect((await ask([question, calling, result], { thinking: { type: "disabled" } })).status).toBe(200);
    expect((await ask([question, calling, result], { reasoning_effort: "none" })).status).toBe(200);
  });

  it("after-last-user: checks text-only fragments too, and nothing before the last user message", async () => {
    await start();
    const fragment = { role: "assistant", content: "One moment." };
    expect(await status(question, thoughtful, result, fragment, again)).toBe(200);
    expect(await status(question, calling, result, { role: "assistant", content: "12 °C." }, again)).toBe(200);
    expect(await status(question, fragment, thoughtful, result)).toBe(400);
  });

  it("docs-strict: checks every turn with calls, in all later requests", async () => {
    await start({ replayRule: "docs-strict" });
    const spoken = { role: "assistant", content: "12 °C." };
    expect(await status(question, calling, result, spoken, again)).toBe(400);
    expect(await status(question, thoughtful, result, spoken, again)).toBe(200);
  });

  it("last-message-tool-only: checks the assistant message before a final result, the vision model exempt", async () => {
    await start({ replayRule: "last-message-tool-only" });
    expect(await status(question, calling, result, again)).toBe(200);
    expect(await status(question, calling, result)).toBe(400);
    expect(await status(question, thoughtful, result)).toBe(200);
    expect((await ask([question, calling, result], { model: "deepseek-v4-flash-vision-exp" })).status).toBe(200);
  });
});

describe("D5: calls and results", () => {
  it("refuses an unanswered call, without naming it (langgenius/dify#32222, read 2026-11-20)", async () => {
    await start();
    expect(await ask([question, thoughtful, again])).toEqual({
      status: 400,
      type: "application/octet-stream",
      message:
        "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. " +
        "(insufficient tool messages following tool_calls message)",
    });
  });

  it("refuses a result that answers nothing (new-api fork, official-fit validator, 2026-09, read 2026-11-20)", async () => {
    await start();
    const orphan = "Messages with role 'tool' must be a response to a preceding message with 'tool_calls'";
    expect((await ask([question, result])).message).toBe(orphan);
    expect((await ask([question, thoughtful, result, result])).message).toBe(orphan);
  });

  it("names the call when the id is wrong (new-api fork, official-fit validator, 2026-09, read 2026-11-20)", async () => {
    await start();
    const wrong = await ask([question, thoughtful, { ...result, tool_call_id: "call_00_b" }]);
    expect(wrong.message).toBe(
      "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id', " +
        "The following tool_call_ids did not have response messages: call_00_a",
    );
  });

  it("accepts parallel results in any order", async () => {
    await start();
    const two = { ...thoughtful, tool_calls: [call, { ...call, id: "call_01_b" }] };
    expect(await status(question, two, { ...result, tool_call_id: "call_01_b" }, result)).toBe(200);
  });

  it("refuses a turn with neither content nor calls (OnesoftQwQ/opencode-go-copilot#24, read 2026-11-20)", async () => {
    await start();
    const refused = await ask([question, { role: "assistant", reasoning_content: "Hm." }, again]);
    expect(refused.message).toBe("Invalid assistant message: content or tool_calls must be set");
  });

  it("D3b: takes an empty content beside calls, unless told to follow the source that says otherwise", async () => {
    await start();
    expect(await status(question, thoughtful, result)).toBe(200);
    await simulator.close();
    await start({ toolTurnContent: "null-only" });
    expect(await status(question, thoughtful, result)).toBe(400);
    expect(await status(question, { ...thoughtful, content: null }, result)).toBe(200);
  });
});
