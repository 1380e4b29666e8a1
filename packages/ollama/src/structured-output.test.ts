import { type ChatModel, type DialectError, jsonSchema, type Message } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { failure, routed } from "../test/capture.js";
import { type Answer, counts, lines, scripted } from "../test/scripted-transport.js";
import { createOllama, type OllamaAssume } from "./index.js";

const messages: readonly Message[] = [{ role: "user", content: "Weather in Paris?" }];
const done = { ...counts };

describe("scenario 28: structured output of a thinking model (ollama issue 11691)", () => {
  const schema = jsonSchema({ type: "object", properties: { name: { type: "string" } }, required: ["name"] });
  const knows: OllamaAssume = { outputStrict: "native" };
  const ask = async (
    ...answers: readonly Answer[]
  ): Promise<{ error: DialectError; body: unknown; url: string | undefined }> => {
    const { transport, requests } = scripted(...answers);
    const model = createOllama({ env: {}, transport, retry: false }).chat("gpt-oss", { assume: knows });
    const error = await failure(model.stream({ messages, output: { schema, guarantee: "strict" } }).result());
    return { error, body: requests[0]?.json, url: requests[0]?.url };
  };

  it("goes to /api/chat with format (S0.13), and thinking that leaked into the text is named, with the text", async () => {
    const leaked = 'The user says "\n\n    \t}';
    const { error, body, url } = await ask({ chunks: [lines({ content: leaked }, { done })] });
    expect(url).toBe("http://127.0.0.1:11434/api/chat");
    expect(body).toMatchObject({ format: { type: "object", required: ["name"] } });
    expect(error).toMatchObject({
      code: "structured_output_invalid",
      partial: { message: { content: [{ text: leaked }] } },
    });
  });

  it("an empty answer is no output", async () => {
    const { error } = await ask({ chunks: [lines({ content: "" }, { done })] });
    expect(error).toMatchObject({ code: "empty_model_response" });
  });

  it("prose where the server skipped the schema is named (router/gpt-oss-format-no-analysis…)", async () => {
    const { transport } = scripted(routed("gpt-oss-format-no-analysis-silently-unconstrained"));
    const model = createOllama({ env: {}, transport }).chat("gpt-oss", { route: "chat", assume: knows });
    const error = await failure(model.generate({ messages, output: { schema, guarantee: "strict" } }));
    expect(error).toMatchObject({ code: "structured_output_invalid" });
    expect(JSON.stringify(error.partial)).toContain("Sure, not JSON");
  });

  it("without a word about the model, an enforced schema is refused before the network", async () => {
    const { transport, requests } = scripted();
    const model = createOllama({ env: {}, transport }).chat("gpt-oss") as ChatModel;
    expect(await failure(model.generate({ messages, output: { schema, guarantee: "strict" } }))).toMatchObject({
      code: "capability_unknown",
    });
    expect(requests).toHaveLength(0);
  });
});
