import { afterEach, describe, expect, it } from "vitest";
import { startSimulator, vendorError, type OllamaSimulator, type OllamaSimulatorOptions } from "./index.js";

let simulator: OllamaSimulator;
afterEach(() => simulator.close());

const user = { role: "user", content: "hi" };
const tool = { type: "function", function: { name: "weather", parameters: { type: "object", properties: {} } } };
const call = { name: "weather", arguments: { city: "Paris" } };

async function start(options?: OllamaSimulatorOptions): Promise<void> {
  simulator = await startSimulator(options);
}

interface Got {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
}

async function post(path: string, body: string): Promise<Got> {
  const response = await fetch(simulator.url + path, { method: "POST", body });
  return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
}

const chat = (body: object): Promise<Got> =>
  post("/api/chat", JSON.stringify({ model: "scripted", stream: false, messages: [user], ...body }));

const errorOf = ({ status, text }: Got): unknown => [status, (JSON.parse(text) as { error: unknown }).error];
const lines = async (body: object): Promise<Record<string, unknown>[]> =>
  (await chat({ stream: true, ...body })).text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** The naive request is refused with the server's sentence, the corrected one is answered. */
async function refused(naive: object, status: number, message: string, corrected: object): Promise<void> {
  expect(errorOf(await chat(naive))).toEqual([status, message]);
  expect((await chat(corrected)).status).toBe(200);
}

describe("bodies (router recordings, 2026-11-20: ../../test/wire/router)", () => {
  it.each([
    ["", "missing request body"],
    ['{"model":', "unexpected EOF"],
    ['{"messages":[{"role":"user","content":"hi"}]}', "model is required"],
  ])("%j is 400: %s", async (body, message) => {
    await start();
    expect(errorOf(await post("/api/chat", body))).toEqual([400, message]);
    expect((await chat({})).status).toBe(200);
  });

  it("content is a string (chat content array)", async () => {
    await start();
    await refused(
      { messages: [{ role: "user", content: [{ type: "text", text: "hi" }] }] },
      400,
      "json: cannot unmarshal array into Go struct field ChatRequest.messages.content of type string",
      {},
    );
  });

  it("arguments are an object on replay (chat args as string replay)", async () => {
    const replay = (given: unknown): object => ({
      messages: [user, { role: "assistant", tool_calls: [{ function: { name: "f", arguments: given } }] }],
    });
    await start();
    await refused(
      replay('{"a":1}'),
      400,
      "Value looks like object, but can't find closing '}' symbol",
      replay({ a: 1 }),
    );
  });

  it("pictures are bare base64 (chat image bad b64)", async () => {
    await start();
    const picture = (data: string): object => ({ model: "gemma3", messages: [{ ...user, images: [data] }] });
    await refused(picture("data:image/png;base64,AAAA"), 400, "illegal base64 data at input byte 4", picture("AAAA"));
  });

  it("keep_alive is a number or a duration (chat bad keepalive)", async () => {
    await start();
    await refused({ keep_alive: "forever" }, 400, 'time: invalid duration "forever"', { keep_alive: "5m" });
    await refused({ keep_alive: "30" }, 400, 'time: missing unit in duration "30"', { keep_alive: 30 });
  });

  it("top_logprobs ends at 20 (chat top_logprobs)", async () => {
    await start();
    await refused({ top_logprobs: 21 }, 400, "top_logprobs must be between 0 and 20", {
      top_logprobs: 20,
      logprobs: true,
    });
  });

  it("an option of the wrong type is a 500 (chat bad option type; recorded api-chat-bad-option, 2026-11-21)", async () => {
    await start();
    await refused({ options: { num_ctx: "8k" } }, 500, 'option "num_ctx" must be of type integer', {
      options: { num_ctx: 8192 },
    });
    await refused({ options: { temperature: "hot" } }, 500, 'option "temperature" must be of type float32', {
      options: { temperature: 1 },
    });
  });

  it("format is json or a schema: anything else is a 500 (recorded api-chat-format-bad, 2026-11-21)", async () => {
    await start();
    const message = 'invalid format: "\\"yaml\\""; expected "json" or a valid JSON Schema object';
    await refused({ format: "yaml" }, 500, message, { format: "json" });
  });
});

describe("models (router recordings, 2026-11-20: ../../test/wire/router)", () => {
  it("an unknown one is 404 (chat missing model)", async () => {
    await start();
    await refused({ model: "nope" }, 404, "model 'nope' not found", { model: "scripted:latest" });
  });

  it("think: words, and models that cannot (chat bad think, chat think unsupported)", async () => {
    await start();
    const words = 'invalid think value: "xhigh" (must be "high", "medium", "low", "max", true, or false)';
    await refused({ think: "xhigh" }, 400, words, { think: "high" });
    await refused({ model: "plain", think: true }, 400, '"plain" does not support thinking', {
      model: "plain",
      think: false,
    });
  });

  it("tools and models that cannot (chat tools unsupported)", async () => {
    await start();
    const message = "registry.ollama.ai/library/plain:latest does not support tools";
    await refused({ model: "plain", tools: [tool] }, 400, message, { tools: [tool] });
  });

  it("an embedding model does not chat (recorded embed-model-chat, 2026-11-21)", async () => {
    await start();
    await refused({ model: "scripted-embed:latest" }, 400, '"scripted-embed:latest" does not support chat', {});
  });

  it("a picture for a blind model: 500 by the template's path, 400 by the parser's (recorded image-part, 2026-11-21)", async () => {
    await start();
    const messages = [{ ...user, images: ["AAAA"] }];
    const [status, message] = errorOf(await chat({ messages })) as [number, string];
    expect([status, JSON.parse(message)]).toEqual([
      500,
      {
        error: {
          code: 500,
          message: "image input is not supported - hint: if this is unexpected, you may need to provide the mmproj",
          type: "server_error",
        },
      },
    ]);
    expect((await chat({ messages, model: "plain" })).status).toBe(400);
    expect((await chat({ messages, model: "gemma3" })).status).toBe(200);
  });

  it("thinks unless told not to; gpt-oss cannot be told (ollama/ollama docs/capabilities/thinking, read 2026-11-20)", async () => {
    const turn = { reasoning: "Hm.", text: "Hi" };
    await start({ turns: [turn, turn, turn] });
    const thinking = async (body: object): Promise<unknown> =>
      (JSON.parse((await chat(body)).text) as { message: { thinking?: string } }).message.thinking;
    expect(await thinking({})).toBe("Hm.");
    expect(await thinking({ think: false })).toBeUndefined();
    expect(await thinking({ model: "gpt-oss", think: false })).toBe("Hm.");
    expect(simulator.ignored).toEqual([{ request: 2, path: "think", why: "no-effect" }]);
  });

  it("no messages load the model, with keep_alive 0 unload it (chat load, chat unload)", async () => {
    await start();
    const reason = async (body: object): Promise<unknown> =>
      (JSON.parse((await chat(body)).text) as { done_reason: string }).done_reason;
    expect(await reason({ messages: [] })).toBe("load");
    expect(await reason({ messages: undefined })).toBe("load");
    expect(await reason({ messages: [], keep_alive: 0 })).toBe("unload");
    expect(await reason({})).toBe("stop");
  });
});

describe("answers (recorded 2026-11-21: api-chat-stream, api-chat-tools-stream)", () => {
  it("streams unless told not to, as x-ndjson; the last line has the reason and the numbers", async () => {
    await start({ turns: [{ reasoning: "Okay", text: "Hello" }] });
    const got = await chat({ stream: undefined });
    expect(got.type).toBe("application/x-ndjson");
    const read = got.text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(read.map((line) => line["message"])).toEqual([
      { role: "assistant", content: "", thinking: "Okay" },
      { role: "assistant", content: "Hello" },
      { role: "assistant", content: "" },
    ]);
    expect(Object.keys(read.at(-1) ?? {})).toEqual(
      "model created_at message done done_reason total_duration load_duration prompt_eval_count prompt_eval_duration eval_count eval_duration".split(
        " ",
      ),
    );
    expect((await chat({})).type).toBe("application/json; charset=utf-8");
  });

  it("sends whole calls in the last line, with reason stop and ids by the path", async () => {
    await start({ turns: [{ toolCalls: [call, call] }, { toolCalls: [call] }] });
    const [last] = await lines({ tools: [tool] });
    const { tool_calls: calls } = (last ?? {})["message"] as { tool_calls: { id: string; function: object }[] };
    expect(last).toMatchObject({ done: true, done_reason: "stop" });
    expect(calls.map((one) => one.function)).toEqual([
      { index: 0, ...call },
      { index: 1, ...call },
    ]);
    expect(calls[0]?.id).toMatch(/^[A-Za-z0-9]{32}$/);
    expect((await chat({ model: "think", tools: [tool] })).text).toMatch(/"id":"call_[a-z0-9]{8}"/);
  });

  it("keeps large numbers and the order of keys in arguments", async () => {
    const given = '{"z":1,"id":12345678901234567890,"a":"<b>"}';
    await start({ turns: [{ toolCalls: [{ name: "f", arguments: given }] }] });
    expect((await chat({})).text).toContain('"arguments":{"z":1,"id":12345678901234567890,"a":"\\u003cb\\u003e"}');
  });

  it("num_predict ends with length, 0 is one unseen token, stop cuts (recorded api-chat-num_predict, bad-max_tokens-zero, chat-stop)", async () => {
    const turn = { text: "one two three" };
    await start({ turns: [turn, turn, turn] });
    const answer = async (options: object): Promise<unknown> => {
      const { message, done_reason } = JSON.parse((await chat({ options })).text) as Record<
        string,
        { content: string }
      >;
      return [message?.content, done_reason];
    };
    expect(await answer({ num_predict: 1 })).toEqual(["one ", "length"]);
    expect(await answer({ num_predict: 0 })).toEqual(["", "length"]);
    expect(await answer({ stop: [" three"] })).toEqual(["one two", "stop"]);
  });
});

describe("failures", () => {
  it("a crash in mid-stream is a bare line and the end (recorded kill-runner-mid-stream-native, 2026-11-21)", async () => {
    const crash = { text: "Hel", error: vendorError("runner-crash") };
    await start({ turns: [crash, crash, { text: "Hello" }] });
    const read = await lines({});
    expect(read.at(-1)).toEqual({ error: "an error was encountered while running the model: unexpected EOF" });
    expect(read.some((line) => line["done"] === true)).toBe(false);
    expect((await chat({})).status).toBe(500);
    expect((await lines({})).at(-1)).toMatchObject({ done: true });
  });

  it.each([
    ["runner-stopped", 500],
    ["queue-full", 503],
  ] as const)(
    "%s is %d before the first byte (router chat early error stream; ollama/ollama server/sched.go, read 2026-11-20)",
    async (name, status) => {
      await start({ turns: [{ error: vendorError(name) }] });
      expect(errorOf(await chat({ stream: true }))).toEqual([status, vendorError(name).message]);
      expect((await chat({})).status).toBe(200);
    },
  );

  it("a call that num_predict cuts is 500, or a bare line in the stream (recorded api-chat-tools-cut, api-chat-tools-badjson-stream, 2026-11-21)", async () => {
    const turn = { reasoning: "Hm.", toolCalls: [call] };
    const message = 'llama-server returned invalid tool call arguments for "weather": unexpected end of JSON input';
    await start({ turns: [turn, turn, turn] });
    await refused({ tools: [tool], options: { num_predict: 3 } }, 500, message, { tools: [tool] });
    expect((await lines({ tools: [tool], options: { num_predict: 3 } })).at(-1)).toEqual({ error: message });
  });

  it("on the parser's path the call vanishes with length; gpt-oss fails (router gpt-oss malformed tool json native, 2026-11-20)", async () => {
    await start({ turns: [{ toolCalls: [call] }, { toolCalls: [call] }] });
    const body = { tools: [tool], options: { num_predict: 3 } };
    expect(JSON.parse((await chat({ ...body, model: "think" })).text)).toMatchObject({
      message: { role: "assistant", content: "" },
      done_reason: "length",
    });
    expect(errorOf(await chat({ ...body, model: "gpt-oss" }))).toEqual([
      500,
      'error parsing tool call: raw=\'{"city":"Par\', err=unexpected end of JSON input',
    ]);
  });
});
