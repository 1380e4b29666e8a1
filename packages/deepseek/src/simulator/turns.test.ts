import { afterEach, describe, expect, it } from "vitest";
import { startSimulator, toolMarkup, type DeepSeekSimulator, type DeepSeekSimulatorOptions } from "./index.js";

let simulator: DeepSeekSimulator;
afterEach(() => simulator.close());

const question = { model: "deepseek-v4-pro", messages: [{ role: "user", content: "Weather in San Francisco?" }] };
const off = { thinking: { type: "disabled" } };

async function start(options?: DeepSeekSimulatorOptions): Promise<void> {
  simulator = await startSimulator(options);
}

async function bytes(body: object): Promise<string> {
  const response = await fetch(`${simulator.url}/chat/completions`, {
    method: "POST",
    headers: { authorization: "Bearer sk-a" },
    body: JSON.stringify({ ...question, ...body }),
  });
  return response.text();
}

async function whole(body: object = {}): Promise<Record<string, unknown>> {
  return JSON.parse(await bytes(body)) as Record<string, unknown>;
}

async function lastFinish(body: object): Promise<string | undefined> {
  const line = (await bytes({ ...body, stream: true })).split("\n").findLast((one) => one.startsWith("data: {"));
  return /"finish_reason":"(\w+)"/.exec(line ?? "")?.[1];
}

describe("tokens", () => {
  it("counts reasoning in max_tokens: too little leaves an empty answer with length (55 live calls of 2026-08-06, read 2026-11-20)", async () => {
    await start({
      turns: [
        { reasoning: "x".repeat(200), text: "Sunny." },
        { reasoning: "x".repeat(20), text: "Sunny." },
      ],
    });
    const starved = await whole({ max_tokens: 32 });
    expect(starved["choices"]).toMatchObject([{ message: { content: "" }, finish_reason: "length" }]);
    expect(await whole({ max_tokens: 32 })).toMatchObject({
      choices: [{ message: { content: "Sunny." }, finish_reason: "stop" }],
    });
  });

  it("cuts a call in the middle of its arguments", async () => {
    await start({ turns: [{ toolCalls: [{ name: "weather", arguments: { location: "San Francisco" } }] }] });
    const cut = await whole({ ...off, max_tokens: 4 });
    expect(cut["choices"]).toMatchObject([
      { message: { tool_calls: [{ function: { arguments: '{"location":"San' } }] }, finish_reason: "length" },
    ]);
  });

  it("hides about 79 prompt tokens behind the default effort (recorded 2026-09-01, leandromineti/ai-assisted-coding)", async () => {
    await start();
    const tokens = async (body: object): Promise<number> =>
      ((await whole(body))["usage"] as { prompt_tokens: number }).prompt_tokens;
    expect((await tokens({})) - (await tokens({ reasoning_effort: "low" }))).toBe(79);
  });
});

describe("D8: sampling in thinking mode (api-docs.deepseek.com thinking_mode, read 2026-11-20)", () => {
  it("answers 200, without effect, and lists it", async () => {
    await start();
    const answer = await whole({ temperature: 0.2, frequency_penalty: 1 });
    expect(answer["object"]).toBe("chat.completion");
    await whole({ temperature: 0.2, ...off });
    expect(simulator.ignored).toEqual([
      { request: 0, path: "temperature", why: "no-effect-in-thinking" },
      { request: 0, path: "frequency_penalty", why: "no-effect-in-thinking" },
    ]);
  });
});

describe("stray members, which the vendor takes in silence (recorded 2026-09-01, leandromineti/ai-assisted-coding)", () => {
  const stray = {
    parallel_tool_calls: true,
    service_tier: "auto",
    messages: [{ role: "user", content: "Hello", metadata: {} }],
  };
  const paths = ["parallel_tool_calls", "service_tier", "messages[0].metadata"];

  it("are refused in the simulator's own name", async () => {
    await start();
    expect(await whole(stray)).toEqual({
      error: {
        message:
          "Simulator: `parallel_tool_calls` is not a documented member. The vendor answers 200 and ignores it; start the simulator with `strict: false` to get that.",
        type: "simulator_refusal",
        param: "parallel_tool_calls",
        code: "unknown_member",
      },
    });
    expect(simulator.ignored.map((one) => one.path)).toEqual(paths);
  });

  it("pass with strict: false, as at the vendor, and are listed", async () => {
    await start({ strict: false });
    expect(await whole(stray)).toMatchObject({ object: "chat.completion" });
    expect(simulator.ignored).toEqual(paths.map((path) => ({ request: 0, path, why: "unknown-member" })));
  });
});

describe("D10: the answer names another model than the request", () => {
  it("routes the old name (api-docs.deepseek.com/quick_start/pricing, read 2026-11-20)", async () => {
    await start();
    expect(await whole({ model: "deepseek-v4-flash" })).toMatchObject({ model: "deepseek-flash" });
    expect(await whole({ model: "deepseek-v4-pro" })).toMatchObject({ model: "deepseek-v4-pro" });
  });

  it("before 2026-07-24: deepseek-reasoner answered as deepseek-v4-flash (pydantic-ai cassettes, read 2026-11-20)", async () => {
    await start({ retiredModels: "route" });
    expect(await whole({ model: "deepseek-reasoner" })).toMatchObject({ model: "deepseek-v4-flash" });
  });
});

describe("D11: rare ends", () => {
  it("stops for lack of resources (api-docs.deepseek.com create-chat-completion, read 2026-11-20)", async () => {
    await start({ turns: [{ text: "Sun", finishWord: "insufficient_system_resource" }] });
    expect(await lastFinish(off)).toBe("insufficient_system_resource");
  });

  it("stops with content_filter where others refuse", async () => {
    await start({ turns: [{ refusal: "I can't." }] });
    expect(await whole()).toMatchObject({
      choices: [{ message: { content: "I can't." }, finish_reason: "content_filter" }],
    });
  });

  it("leaks tool markup when tools are forbidden after two rounds (55 live calls of 2026-08-06, read 2026-11-20)", async () => {
    await start();
    const round = (id: string): object[] => [
      {
        role: "assistant",
        content: null,
        reasoning_content: "",
        tool_calls: [{ id, type: "function", function: { name: "weather", arguments: "{}" } }],
      },
      { role: "tool", tool_call_id: id, content: "12 °C" },
    ];
    const messages = [...question.messages, ...round("call_00_a"), ...round("call_00_b")];
    const tools = [
      {
        type: "function",
        function: {
          name: "weather",
          parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
        },
      },
    ];
    const naive = { messages, tools, tool_choice: "none" };
    const content = async (body: object): Promise<string> =>
      ((await whole(body)) as { choices: { message: { content: string } }[] }).choices[0]?.message.content ?? "";
    expect(await content(naive)).toContain('<｜｜DSML｜｜invoke name="weather">');
    expect(
      await content({ ...naive, messages: [...messages, { role: "user", content: "Answer in words." }] }),
    ).not.toContain("DSML");
    expect(await content({ messages })).not.toContain("DSML");
  });

  it("spells the markup in three ways (sgl-project/sglang#35736, lsdefine/GenericAgent#804, read 2026-11-20)", async () => {
    await start();
    const calls = [{ name: "Bash", arguments: { command: "pwd", count: 2 } }];
    expect(toolMarkup(calls, "single-bar")).toBe(
      '<｜DSML｜tool_calls>\n<｜DSML｜invoke name="Bash">\n<｜DSML｜parameter name="command" string="true">pwd</｜DSML｜parameter>\n' +
        '<｜DSML｜parameter name="count" string="false">2</｜DSML｜parameter>\n</｜DSML｜invoke>\n</｜DSML｜tool_calls>',
    );
    expect(toolMarkup(calls)).toMatch(/^<｜｜DSML｜｜tool_calls>/);
    expect(toolMarkup(calls, "spaced")).toMatch(/^<｜DSML｜ calls>/);
  });
});
