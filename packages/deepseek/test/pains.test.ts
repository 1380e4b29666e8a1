// What users of other clients complain about, by the numbers that the project gives it, against bytes of this wire.
import { type ChatEvent, type ChatModel, type DialectError, isDialectError, jsonSchema, type Message, type Tool } from "@dialect/core";
import { describe, expect, it, vi } from "vitest";
import { createDeepSeek, type DeepSeekRequest, entry } from "../src/index.js";
import { capture, told } from "./capture.js";
import { type Answer, scripted, sse, usage, whole } from "./scripted-transport.js";

const messages: readonly Message[] = [{ role: "user", content: "Weather?" }];
const tools: readonly Tool[] = [{ name: "get_weather", input: jsonSchema({ type: "object", properties: { city: { type: "string" } } }) }];

function open(...answers: readonly Answer[]) {
  const { transport, requests, aborted } = scripted(...answers);
  const model: ChatModel<DeepSeekRequest> = createDeepSeek({ apiKey: "sk-test", transport }).chat("deepseek-v4-pro") as never;
  return { model, requests, aborted };
}
async function failure(work: Promise<unknown>): Promise<DialectError> {
  const error: unknown = await work.then(() => undefined, (thrown: unknown) => thrown);
  if (!isDialectError(error)) throw new Error(`Expected a DialectError, got ${String(error)}`);
  return error;
}

type Fragment = Readonly<Record<string, unknown>>;
const fragment = (place: Fragment, fn: Fragment): Fragment => ({ delta: { tool_calls: [{ ...place, type: "function", function: fn }] } });
const streamed = (finish: string, ...fragments: readonly Fragment[]): Answer => ({ chunks: [sse([...fragments, { finish_reason: finish, usage }])] });
const calls = async (...fragments: readonly Fragment[]): Promise<unknown> => {
  const { model } = open(streamed("tool_calls", ...fragments));
  return (await model.stream({ messages, tools }).result()).toolCalls.map(({ id, name, input }) => [id, name, input["city"]]);
};
const named = (args: string): Fragment => ({ name: "get_weather", arguments: args });

describe("pains 25 to 41: tool calls of this wire", () => {
  it("pains 25, 26: a missing id is made and warned about, a number is taken as text", async () => {
    const { model } = open(streamed("tool_calls", fragment({ index: 0 }, named('{"city":"A"}'))));
    const result = await model.stream({ messages, tools }).result();
    expect(result.toolCalls).toMatchObject([{ id: expect.stringMatching(/.+/) as string, input: { city: "A" } }]);
    expect(result.warnings.map(({ code }) => code)).toContain("tool_call_id_missing");
    expect(await calls(fragment({ index: 0, id: 7 }, named('{"city":"A"}')))).toEqual([["7", "get_weather", "A"]]);
  });

  it("pains 28: calls without an index are told apart by their ids", async () => {
    expect(await calls(fragment({ id: "a" }, named('{"city":"A"}')), fragment({ id: "b" }, named('{"city":"B"}')))).toEqual([
      ["a", "get_weather", "A"],
      ["b", "get_weather", "B"],
    ]);
  });

  it("pains 29: interleaved fragments go to their own call", async () => {
    expect(
      await calls(
        fragment({ index: 0, id: "a" }, named('{"city":')),
        fragment({ index: 1, id: "b" }, named('{"city":')),
        fragment({ index: 0 }, { arguments: '"A"}' }),
        fragment({ index: 1 }, { arguments: '"B"}' }),
      ),
    ).toEqual([
      ["a", "get_weather", "A"],
      ["b", "get_weather", "B"],
    ]);
  });

  it("pains 31: a name that comes later is waited for", async () => {
    expect(await calls(fragment({ index: 0, id: "a" }, { arguments: '{"city"' }), fragment({ index: 0 }, named(':"A"}')))).toEqual([["a", "get_weather", "A"]]);
  });

  it("pains 32: stop with calls is a tool turn, the raw word kept; tool_calls without a call has a name", async () => {
    const { model } = open(streamed("stop", fragment({ index: 0, id: "a" }, named("{}"))), streamed("tool_calls", { delta: { content: "x" } }));
    expect((await model.stream({ messages, tools }).result()).finish).toEqual({ reason: "tool-calls", raw: "stop" });
    expect((await failure(model.stream({ messages, tools }).result())).code).toBe("tool_call_expected_but_missing");
  });

  it("scenario 3, pains 33 to 35: cut, repairable and malformed arguments are never executable and never changed", async () => {
    for (const text of ['{"city": "Par', '{"city": tru', "{city: Paris}", "[1]", "null", '{"a":1}{"b":2}']) {
      for (const answer of [
        streamed("tool_calls", fragment({ index: 0, id: "a" }, named(text))),
        whole({ content: "", tool_calls: [{ index: 0, id: "a", type: "function", function: named(text) }] }, "tool_calls"),
      ]) {
        const { model } = open(answer);
        const work = answer.headers === undefined ? model.stream({ messages, tools }).result() : model.generate({ messages, tools });
        expect(await failure(work)).toMatchObject({ code: "malformed_tool_arguments", partial: { message: { content: [{ type: "tool-call", arguments: text }] } } });
      }
    }
  });

  it("pains 36: no arguments at all are {}, and nothing else is", async () => {
    const { model } = open(streamed("tool_calls", fragment({ index: 0, id: "a" }, named(""))), streamed("tool_calls", fragment({ index: 0, id: "a" }, named(" x"))));
    expect((await model.stream({ messages, tools }).result()).toolCalls).toEqual([{ id: "a", name: "get_weather", input: {} }]);
    expect((await failure(model.stream({ messages, tools }).result())).code).toBe("malformed_tool_arguments");
  });

  it("pains 37: arguments that are an object are refused by name, not written as text by chance", async () => {
    const { model } = open(streamed("tool_calls", fragment({ index: 0, id: "a" }, { name: "get_weather", arguments: { city: "A" } })));
    expect((await failure(model.stream({ messages, tools }).result())).code).toBe("malformed_event");
  });

  it("pains 38, 39: text between fragments is a part of its own, and each part starts and ends once", async () => {
    const { model } = open(
      streamed("tool_calls", fragment({ index: 0, id: "a" }, named('{"city":')), { delta: { content: "hm" } }, fragment({ index: 0 }, { arguments: '"A"}' })),
    );
    const { events, result } = await capture(model.stream({ messages, tools }));
    const lines = told(events);
    for (const one of ["tool-call-start 0 get_weather a", "tool-call-end 0", "text-start 1", "text-end 1"]) expect(lines.filter((line) => line === one)).toHaveLength(1);
    expect(result?.toolCalls).toEqual([{ id: "a", name: "get_weather", input: { city: "A" } }]);
  });

  it("pains 40: two calls of one answer are two in one piece as well", async () => {
    const toolCalls = ["A", "B"].map((city, index) => ({ index, id: city, type: "function", function: named(`{"city":"${city}"}`) }));
    const { model } = open(whole({ content: "", tool_calls: toolCalls }, "tool_calls"));
    expect((await model.generate({ messages, tools })).toolCalls.map(({ id }) => id)).toEqual(["A", "B"]);
  });
});

describe("pains 42 to 66", () => {
  it("scenario 35: an empty answer is named with provider and model, one request, by both ways", async () => {
    const { model, requests } = open({ chunks: [sse([{ delta: { content: "" } }, { finish_reason: "stop", usage }])] }, whole({ content: "" }));
    const expected = { code: "empty_model_response", provider: "deepseek", model: "deepseek-v4-pro", attempts: 1 };
    expect(await failure(model.stream({ messages }).result())).toMatchObject(expected);
    expect(requests).toHaveLength(1);
    expect(await failure(model.generate({ messages }))).toMatchObject(expected);
    expect(requests).toHaveLength(2);
  });

  it("pains 46: a stream that fails prints nothing", async () => {
    const printed: unknown[] = [];
    const spies = [
      ...(["log", "info", "warn", "error"] as const).map((name) => vi.spyOn(console, name).mockImplementation((...said) => void printed.push(said))),
      vi.spyOn(process.stderr, "write").mockImplementation((said) => printed.push(said) > 0),
    ];
    const { model } = open({ chunks: [sse([{ delta: { content: "half", thought: "?" } }], "nothing")] });
    const error = await failure(model.stream({ messages }).result());
    for (const spy of spies) spy.mockRestore();
    expect(error.code).toBe("stream_truncated");
    expect(printed).toEqual([]);
  });

  it("pains 54: an abort after output rejects with the partial and closes the socket; no turn ended", async () => {
    const control = new AbortController();
    const { model, aborted } = open({ chunks: [sse([{ delta: { content: "half" } }], "nothing")], finally: "stall" });
    const stream = model.stream({ messages }, { signal: control.signal });
    const types: string[] = [];
    const error = await failure(
      (async () => {
        for await (const event of stream) {
          types.push(event.type);
          if (event.type === "text-delta") control.abort();
        }
      })(),
    );
    expect(error).toMatchObject({ code: "aborted", partial: { message: { content: [{ type: "text", text: "half", complete: false }] } } });
    expect(types).not.toContain("finish");
    expect(aborted()).toBe(1);
  });

  it("pains 60: an image in a tool result is refused, not sent as text", () => {
    const history: readonly Message[] = [
      ...messages,
      { role: "assistant", content: [{ type: "tool-call", id: "a", name: "get_weather", arguments: "{}" }] },
      { role: "tool", toolCallId: "a", toolName: "get_weather", content: [{ type: "file", mediaType: "image/png", source: { url: "https://x.test/a.png" } }] },
    ];
    for (const id of ["deepseek-v4-pro", "deepseek-v4-flash-vision-exp"] as const) {
      const model: ChatModel = createDeepSeek({ apiKey: "sk-test" }).chat(id) as never;
      expect(() => model.prepare({ messages: history, tools })).toThrow(expect.objectContaining({ code: expect.stringMatching(/^(unsupported_content|capability_)/) as string }));
    }
  });

  it("pains 66: 10,000 deltas are kept once: no event repeats the text, and raw stays small", async () => {
    const { model } = open({ chunks: [sse([...Array.from({ length: 10_000 }, () => ({ delta: { content: "0123456789" } })), { finish_reason: "stop", usage }])] });
    const stream = model.stream({ messages });
    let longest = 0;
    for await (const event of stream as AsyncIterable<ChatEvent>) if (event.type === "text-delta") longest = Math.max(longest, JSON.stringify(event).length);
    const result = await stream.result();
    expect(result.text).toHaveLength(100_000);
    expect(longest).toBeLessThan(100);
    expect(JSON.stringify(result.raw).length).toBeLessThan(2_000);
  });
});

describe("what is asked for is sent, told or refused", () => {
  const schema = jsonSchema({ type: "object", properties: { city: { type: "string" } }, required: ["city"], additionalProperties: false });
  /** One value per option that asks for something. The type demands one for a new option. */
  const samples: { readonly [Key in keyof Required<DeepSeekRequest>]: Partial<DeepSeekRequest> } = {
    messages: { messages: [{ role: "user", content: "another" }] },
    tools: { tools },
    toolChoice: { tools, toolChoice: "none" },
    parallelToolCalls: { tools, parallelToolCalls: false },
    output: { output: { schema, guarantee: "prompted" } },
    reasoning: { reasoning: { effort: "max" } },
    maxOutputTokens: { maxOutputTokens: 7 },
    temperature: { temperature: 0.25 },
    topP: { topP: 0.25 },
    stop: { stop: ["END"] },
    seed: { seed: 7 },
    media: {
      media: { whenUnsupported: "alt-text" },
      messages: [{ role: "user", content: [{ type: "file", mediaType: "video/mp4", source: { url: "https://x.test/a.mp4" }, altText: "a film" }] }],
    },
    frequencyPenalty: { frequencyPenalty: 1 },
    presencePenalty: { presencePenalty: 1 },
    logprobs: { logprobs: true },
    topLogprobs: { logprobs: true, topLogprobs: 2 },
    userId: { userId: "u-1" },
  };

  it.each([
    ["chat", "deepseek-v4-pro", {}],
    ["chat", "deepseek-v4-pro", { reasoning: { effort: "none" } }],
    ["beta", "deepseek-flash", { reasoning: { effort: "none" } }],
  ] as const)("S0.16: no option of %s %s with %j is silent", (route, id, beside) => {
    const model: ChatModel<DeepSeekRequest> = createDeepSeek({ apiKey: "sk-test" }).chat(id, { route }) as never;
    const fates = Object.fromEntries(
      Object.entries(samples).map(([name, sample]) => {
        const { [name]: asked, ...rest } = { messages, ...beside, ...sample } as Record<string, unknown>;
        try {
          const without = model.prepare({ messages, ...rest });
          const having = model.prepare({ messages, ...rest, [name]: asked } as never);
          if (JSON.stringify(having.body) !== JSON.stringify(without.body)) return [name, "wire"];
          return [name, having.warnings.length > without.warnings.length ? "warned" : "silent"];
        } catch (error) {
          return [name, isDialectError(error) ? "refused" : "broken"];
        }
      }),
    );
    expect(Object.entries(fates).filter(([, fate]) => fate === "silent" || fate === "broken")).toEqual([]);
    expect(Object.values(fates)).toContain("wire");
    expect(Object.values(fates)).toContain("refused");
  });

  it('S2.2: "vision" in a name is no eye: only a row or the caller says that a model sees', () => {
    const look: readonly Message[] = [{ role: "user", content: [{ type: "file", mediaType: "image/png", source: { url: "https://x.test/a.png" } }] }];
    const chat = (assume: object): ChatModel => createDeepSeek({ apiKey: "sk-test" }).chat("deepseek-vision-x", { assume }) as never;
    expect(() => chat({}).prepare({ messages: look })).toThrow(expect.objectContaining({ code: "capability_unknown" }));
    expect(chat({ imageInput: "native" }).prepare({ messages: look }).body).toMatchObject({ messages: [{ role: "user" }] });
  });

  it("bad input: a key beyond ASCII, two results of one call, and a redirect of a turn", async () => {
    const { transport, requests } = scripted({ status: 307, headers: { location: "https://elsewhere.test/" } });
    const keyed = (apiKey: string): ChatModel => createDeepSeek({ apiKey, transport }).chat("deepseek-v4-pro") as never;
    const bad = await failure(keyed("sk–canary").generate({ messages }));
    expect(bad.code).toBe("invalid_setting");
    expect(String(bad)).not.toContain("canary");
    const result: Message = { role: "tool", toolCallId: "a", toolName: "get_weather", content: "18" };
    const twice: readonly Message[] = [...messages, { role: "assistant", content: [{ type: "tool-call", id: "a", name: "get_weather", arguments: "{}" }] }, result, result];
    expect(await failure(keyed("sk-test").generate({ messages: twice, tools }))).toMatchObject({ code: "invalid_history", message: expect.stringContaining('"a"') as string });
    expect(requests).toHaveLength(0);
    expect(await failure(keyed("sk-test").stream({ messages }).result())).toMatchObject({ code: "redirect_refused", attempts: 1, retryable: false });
    expect(requests).toHaveLength(1);
  });

  it("every result and error has request and raw", async () => {
    const refused: Answer = { status: 400, headers: { "content-type": "application/json" }, chunks: ['{"error":{"message":"no"}}'] };
    const { model } = open(refused, refused, whole({ content: "ok" }));
    for (const error of [await failure(model.stream({ messages }).result()), await failure(model.generate({ messages }))]) {
      expect(error).toMatchObject({ request: { method: "POST", body: { model: "deepseek-v4-pro" } }, raw: { error: { message: "no" } } });
    }
    expect(await model.generate({ messages })).toMatchObject({ request: { body: { model: "deepseek-v4-pro" } }, raw: { object: "chat.completion" } });
    const { transport } = scripted(refused);
    expect(await failure(createDeepSeek({ apiKey: "sk-test", transport }).balance())).toMatchObject({ request: { method: "GET" }, raw: { error: { message: "no" } } });
  });

  it("S1.6: the entry declares its stability, and it is none that needs an opt-in", () => {
    expect(["stable", "preview"]).toContain(entry.stability);
  });
});
