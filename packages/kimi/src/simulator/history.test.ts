import { afterEach, describe, expect, it } from "vitest";
import { startSimulator, type KimiSimulator, type KimiSimulatorOptions } from "./index.js";

let simulator: KimiSimulator;
afterEach(() => simulator.close());

const user = { role: "user", content: "Weather in Paris?" };
const callOf = (id: string): object => ({ id, type: "function", function: { name: "weather", arguments: "{}" } });
const turnOf = (id: string, more: object = {}): object => ({
  role: "assistant",
  reasoning_content: "I look.",
  tool_calls: [callOf(id)],
  ...more,
});
const result = (id: string): object => ({ role: "tool", tool_call_id: id, content: "12 °C" });

async function start(options?: KimiSimulatorOptions): Promise<void> {
  simulator = await startSimulator(options);
}

async function ask(messages: readonly object[], more: object = {}, base = simulator.baseUrl): Promise<string> {
  const response = await fetch(`${base}/chat/completions`, {
    method: "POST",
    headers: { authorization: "Bearer sk-a" },
    body: JSON.stringify({ model: "kimi-k2.6", messages, ...more }),
  });
  const json = (await response.json()) as { error?: { message: string } };
  return json.error === undefined ? String(response.status) : `${response.status} ${json.error.message}`;
}

describe("K1: reasoning must come back", () => {
  const { reasoning_content: _, ...bare } = turnOf("weather:0") as { reasoning_content: string };
  const naive = [user, bare, result("weather:0")];
  const missing = "400 thinking is enabled but reasoning_content is missing in assistant tool call message at index 1";

  it("refuses a turn with calls without it; an empty one passes (HKUDS/nanobot#1014, QuantumNous/new-api#3121, read 2026-11-20)", async () => {
    await start();
    expect(await ask(naive)).toBe(missing);
    expect(await ask([user, { ...bare, reasoning_content: "" }, result("weather:0")])).toBe("200");
    expect(await ask(naive, { thinking: { type: "disabled" } })).toBe("200");
  });

  it("option off: answered with and without (probed 2026-08-20)", async () => {
    await start({ replayRule: "off" });
    expect(await ask(naive)).toBe("200");
  });

  it("option per-model: every turn with keep, K2.7 Code and K3 (platform.kimi.ai docs, MoonshotAI/kimi-code, read 2026-11-20)", async () => {
    const plain = [user, { role: "assistant", content: "12 °C" }, user];
    await start();
    expect(await ask(plain, { model: "kimi-k3" })).toBe("200");
    await simulator.close();
    await start({ replayRule: "per-model" });
    const text = "400 thinking is enabled but reasoning_content is missing in assistant message at index 1";
    expect(await ask(plain, { model: "kimi-k3" })).toBe(text);
    expect(await ask(plain, { model: "kimi-k2.7-code" })).toBe(text);
    expect(await ask(plain, { thinking: { type: "enabled", keep: "all" } })).toBe(text);
    expect(await ask(plain)).toBe("200");
    const kept = [user, { role: "assistant", content: "12 °C", reasoning_content: "Cold." }, user];
    expect(await ask(kept, { model: "kimi-k3" })).toBe("200");
  });
});

describe("K8: contents", () => {
  it("an empty text beside calls; without content it passes (MoonshotAI/kimi-cli CHANGELOG.md, read 2026-11-20)", async () => {
    await start();
    const naive = [user, turnOf("weather:0", { content: "" }), result("weather:0")];
    expect(await ask(naive)).toBe("400 Invalid request: text content is empty");
    expect(await ask(naive, {}, simulator.codeBaseUrl)).toBe("400 text content is empty");
    expect(await ask([user, turnOf("weather:0"), result("weather:0")])).toBe("200");
    expect(await ask([user, turnOf("weather:0", { content: null }), result("weather:0")])).toBe("200");
    await simulator.close();
    await start({ emptyContent: "accepted" });
    expect(await ask(naive)).toBe("200");
  });

  it("an empty text part (MoonshotAI/kimi-cli#1663, read 2026-11-20)", async () => {
    await start();
    const parts = (text: string): object[] => [{ role: "user", content: [{ type: "text", text }] }];
    expect(await ask(parts(""))).toBe("400 Invalid request: text content is empty");
    expect(await ask(parts("Hi"))).toBe("200");
  });

  it("a turn with neither content nor calls (issues of several clients, read 2026-11-20)", async () => {
    await start();
    const turn = (content: string): object[] => [user, { role: "assistant", content, reasoning_content: "" }, user];
    expect(await ask(turn(""))).toBe(
      "400 Invalid request: the message at position 1 with role 'assistant' must not be empty",
    );
    expect(await ask(turn("Yes."))).toBe("200");
  });

  it("no messages (new-api fork, calibrated 2026-08-27, read 2026-11-20)", async () => {
    await start();
    expect(await ask([])).toBe("400 Invalid request: messages must not be empty");
    expect(await ask([user])).toBe("200");
  });
});

describe("K8: ids of calls", () => {
  it("a result without its call; two spaces when the id is empty (MoonshotAI/kimi-code tests of executeLoopStep, read 2026-11-21)", async () => {
    await start();
    expect(await ask([user, turnOf("weather:0"), result("")])).toBe("400 Invalid request: tool_call_id  is not found");
    expect(await ask([user, turnOf("weather:0"), result("weather:1")])).toBe(
      "400 Invalid request: tool_call_id weather:1 is not found",
    );
    expect(await ask([user, turnOf("weather:0"), result("weather:0")])).toBe("200");
  });

  it("a call without its result (MoonshotAI/kimi-code#705, read 2026-11-21)", async () => {
    await start();
    expect(await ask([user, turnOf("weather:4"), user])).toBe(
      "400 Invalid request: an assistant message with 'tool_calls' must be followed by tool messages responding to " +
        "each 'tool_call_id'. The following tool_call_ids did not have response messages: weather:4",
    );
    expect(await ask([user, turnOf("weather:4"), result("weather:4"), user])).toBe("200");
  });

  it("ids may repeat in later turns", async () => {
    await start();
    const round = [turnOf("weather:0"), result("weather:0")];
    expect(await ask([user, ...round, ...round])).toBe("200");
  });

  it("option: foreign ids that are long or not plain (MoonshotAI/kimi-cli id sanitiser, read 2026-11-20)", async () => {
    const history = (id: string): object[] => [user, turnOf(id), result(id)];
    await start({ foreignIds: "limited" });
    expect(await ask(history("call.a|b"))).toBe("400 Invalid request: tool call id call.a|b is invalid");
    expect(await ask(history("a".repeat(65)))).toMatch(/^400/);
    for (const id of ["call_a", "weather:0", "functions.weather:12"]) expect(await ask(history(id))).toBe("200");
    await simulator.close();
    await start();
    expect(await ask(history("call.a|b"))).toBe("200");
  });
});

describe("partial mode (platform.kimi.ai docs, read 2026-11-20)", () => {
  const prefix = { role: "assistant", content: "{", partial: true };

  it("continues the last message, and only the last; the answer leaves the prefix out", async () => {
    await start({ turns: [{ text: '"a":1}' }] });
    expect(await ask([user, prefix])).toBe("200");
    expect(await ask([user, prefix, user])).toBe("400 Invalid request: partial is only allowed for the last message");
  });
});

describe("K12: media", () => {
  const picture = (url: string): object[] => [{ role: "user", content: [{ type: "image_url", image_url: { url } }] }];

  it("fetches nothing from the web (kimi.com/code error reference, vercel/ai packages/moonshotai, read 2026-11-20)", async () => {
    await start();
    expect(await ask(picture("https://example.com/a.png"))).toBe("400 unsupported image url");
    expect(await ask(picture("data:image/png;base64,AAAA"))).toBe("200");
  });

  it("takes an uploaded file, not an unknown one (platform.kimi.ai docs, read 2026-11-21)", async () => {
    await start();
    const form = new FormData();
    form.set("purpose", "image");
    form.set("file", new File(["png"], "a.png"));
    const headers = { authorization: "Bearer sk-a" };
    const upload = await fetch(`${simulator.baseUrl}/files`, { method: "POST", headers, body: form });
    const { id } = (await upload.json()) as { id: string };
    expect(await ask(picture("ms://unknown"))).toBe("400 unsupported image url");
    expect(await ask(picture(`ms://${id}`))).toBe("200");
  });

  it("refuses audio and files in messages, and video where the model has none", async () => {
    await start();
    const part = (content: object): object[] => [{ role: "user", content: [content] }];
    expect(await ask(part({ type: "input_audio", input_audio: {} }))).toMatch(/^400/);
    expect(await ask(part({ type: "file", file: {} }))).toMatch(/^400/);
    const video = part({ type: "video_url", video_url: { url: "data:video/mp4;base64,AAAA" } });
    expect(await ask(video, { model: "kimi-k2.7-code" })).toMatch(/^400/);
    expect(await ask(video)).toBe("200");
  });
});
