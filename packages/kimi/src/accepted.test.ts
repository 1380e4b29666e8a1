// What this package writes, taken by the simulator, which is written from the vendor's pages by somebody else.
import { type ChatModel, jsonSchema, type Message, type Tool } from "@dialect/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerBuiltin, createKimi, type KimiProvider, type KimiRequest, type RouteId } from "./index.js";
import { startSimulator } from "./simulator/index.js";

const messages: readonly Message[] = [{ role: "user", content: "Weather in Paris? As JSON." }];
const weather: Tool = { name: "get_weather", input: jsonSchema({ properties: { unit: { enum: ["C", "F"] } } }) };
const off = { reasoning: { effort: "none" } };

let simulator: Awaited<ReturnType<typeof startSimulator>>;
beforeEach(async () => {
  simulator = await startSimulator({});
});
afterEach(() => simulator.close());

const provider = (route: RouteId = "chat"): KimiProvider =>
  createKimi({ baseUrl: route === "code" ? simulator.codeBaseUrl : simulator.baseUrl, apiKey: "sk-test" });
const model = (id: string, route: RouteId = "chat"): ChatModel =>
  provider(route).chat(id, { route, assume: { like: id as "kimi-k3" } }) as ChatModel;

describe("taken by the simulator", () => {
  it.each<[string, RouteId, Partial<KimiRequest>]>([
    ["kimi-k3", "chat", { temperature: 1, topP: 0.95, reasoning: { effort: "low" } }],
    ["kimi-k3", "chat", { tools: [weather], toolChoice: "required" }],
    ["kimi-k2.6", "chat", { temperature: 1 }],
    ["kimi-k2.6", "chat", { temperature: 0.6, ...off }],
    ["kimi-k2.6", "chat", { tools: [weather], toolChoice: "required", ...off }],
    ["kimi-k2.6", "chat", { keepThinking: "all", promptCacheKey: "c", safetyIdentifier: "u" }],
    ["kimi-k2.6", "chat", { output: { schema: jsonSchema({ type: "object" }), guarantee: "json" } }],
    ["kimi-k2.7-code", "chat", { keepThinking: "all", stop: ["x"] }],
    ["k3", "code", { reasoning: { effort: "high" }, keepThinking: "all" }],
    ["kimi-for-coding", "code", { temperature: 0.6, ...off }],
    ["kimi-for-coding", "code", { tools: [weather], toolChoice: "required" }],
  ])("%s (%s) %j", async (id, route, request) => {
    const asked = { messages, ...request } as never;
    const results = [await model(id, route).generate(asked), await model(id, route).stream(asked).result()];
    for (const result of results) expect(["stop", "tool-calls"]).toContain(result.finish.reason);
  });

  it("partial mode: the answer goes on behind the prefix", async () => {
    simulator.script({ text: '"celsius":18}' });
    const prefix: Message = { role: "assistant", content: [{ type: "text", text: "{" }] };
    const result = await model("kimi-k2.6").generate({ messages: [...messages, prefix], ...off });
    expect(result.text).toBe('"celsius":18}');
  });

  it("an uploaded image stands in a message, an uploaded PDF is read", async () => {
    const kimi = provider();
    const png = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    );
    const image = await kimi.files.upload(png, { name: "dot.png" });
    simulator.script({ text: "A dot." });
    const seen = await model("kimi-k2.6").generate({ messages: [{ role: "user", content: [image] }] });
    expect(seen.text).toBe("A dot.");
    const pdf = await kimi.files.upload(new TextEncoder().encode("%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"), {
      name: "a.pdf",
    });
    const id = "fileId" in pdf.source ? pdf.source.fileId : "";
    expect(typeof (await kimi.files.content(id))).toBe("string");
    await kimi.files.delete(id);
  });

  it("$web_search: declared, called, answered", async () => {
    simulator.script({ toolCalls: [{ name: "$web_search", arguments: { query: "x" } }] }, { text: "Found." });
    const request = { messages, builtinTools: ["$web_search"], ...off } as never;
    const first = await model("kimi-k2.6").stream(request).result();
    expect(first.warnings).toEqual([]);
    const call = first.message.content.find((part) => part.type === "tool-call");
    if (call === undefined) throw new Error("no call");
    const history = [...messages, first.message, answerBuiltin(call)];
    expect((await model("kimi-k2.6").generate({ ...(request as object), messages: history })).text).toBe("Found.");
  });

  it("models() lists what it offers on both", async () => {
    expect((await provider().models()).map((one) => one.id)).toContain("kimi-k3");
    expect(await provider("code").checkModel("k3")).toMatchObject({ contextWindow: 262_144 });
  });
});
