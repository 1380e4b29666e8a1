import { type ChatModel, jsonSchema, type Message } from "@dialect/core";
import type { Simulator } from "@dialect/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { failure } from "../test/capture.js";
import { createOllama } from "./index.js";
import { startSimulator } from "./simulator/index.js";

const messages: readonly Message[] = [{ role: "user", content: "Weather in Paris?" }];

describe("against the simulator", () => {
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator();
  });
  afterEach(() => simulator.close());

  it("S2.29: a model that is not pulled, on both routes", async () => {
    for (const route of ["native", "chat"] as const) {
      const model = createOllama({ baseUrl: simulator.baseUrl }).chat("nope", { route }) as ChatModel;
      expect(await failure(model.generate({ messages }))).toMatchObject({
        code: "model_not_found",
        hint: expect.stringContaining("ollama pull nope") as string,
      });
    }
  });

  it("inspect makes the row that a model is used with: thinking off, then an enforced schema", async () => {
    const ollama = createOllama({ baseUrl: simulator.baseUrl });
    const assume = await ollama.inspect("qwen3");
    const model = ollama.chat("qwen3", { assume });
    const schema = jsonSchema({ type: "object", properties: { name: { type: "string" } }, required: ["name"] });
    const request = { messages, output: { schema, guarantee: "strict" as const } };
    expect(await failure(model.generate(request))).toMatchObject({ code: "capability_unknown" });
    const { output } = await model.generate({ ...request, reasoning: { effort: "none" } });
    expect(output).toMatchObject({ name: expect.any(String) as string });
    const plain = ollama.chat("llama3.2", { assume: await ollama.inspect("llama3.2") });
    expect(await failure(plain.generate({ messages, reasoning: { effort: "on" } }))).toMatchObject({
      code: "capability_rejected",
    });
  });
});
