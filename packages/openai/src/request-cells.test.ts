import { describe, expect, it } from "vitest";
import { type ChatModel, type ChatRequest, jsonSchema, type Message } from "@dialect/core";
import { createOpenAI, models, type OpenAIRequest, routeCells } from "./index.js";
import { requestCells } from "./request-cells.js";
import { requestKeys } from "./request-types.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const provider = createOpenAI({ apiKey: "k", env: {} });
const input = jsonSchema({ type: "object" });

describe("types: what a row forbids does not compile, and is refused at run time too", () => {
  it("a known id on a named route", () => {
    const chat = provider.chat("gpt-5", { route: "chat" });
    expect(chat.prepare({ messages, reasoning: { effort: "low" }, verbosity: "low" }).body).toMatchObject({
      reasoning_effort: "low",
    });
    // @ts-expect-error gpt-5 takes no temperature
    expect(() => chat.prepare({ messages, temperature: 1 })).toThrow(/temperature/);
    // @ts-expect-error none is no effort of gpt-5
    expect(() => chat.prepare({ messages, reasoning: { effort: "none" } })).toThrow(/none/);
    const responses = provider.chat("gpt-4.1", { route: "responses" });
    // @ts-expect-error Responses has no stop
    expect(() => responses.prepare({ messages, stop: ["a"] })).toThrow(/stop/);
    // @ts-expect-error gpt-4.1 does not reason
    expect(() => responses.prepare({ messages, reasoning: { effort: "low" } })).toThrow(/reasoning/);
    const none = provider.chat("gpt-6-astra", { route: "chat" });
    // @ts-expect-error gpt-6-astra takes no tools on Chat Completions
    expect(() => none.prepare({ messages, tools: [{ name: "f", input }] })).toThrow(/tools/);
  });

  it("conditional cells compile: run time decides by the effort", () => {
    const chat = provider.chat("gpt-5.6-sol", { route: "chat" });
    expect(chat.prepare({ messages, temperature: 1, reasoning: { effort: "none" } }).body).toMatchObject({
      temperature: 1,
    });
    expect(() => chat.prepare({ messages, temperature: 1 })).toThrow(/temperature/);
  });

  it("without a route only what both forbid does not compile, because the base URL decides", () => {
    const either = provider.chat("gpt-4.1");
    // @ts-expect-error neither route takes a reasoning effort for gpt-4.1
    expect(() => either.prepare({ messages, reasoning: { effort: "low" } })).toThrow(/reasoning/);
    expect(() => either.prepare({ messages, stop: ["a"] })).toThrow(/stop/);
  });

  it("an id that is unknown needs assume, which narrows as well", () => {
    // @ts-expect-error a typo in an id does not compile
    expect(() => provider.chat("gpt-4.l")).toThrow(/no row/);
    const like = provider.chat("gpt-4.1-2025-04-14", { route: "chat", assume: { like: "gpt-4.1" } });
    expect(like.prepare({ messages, temperature: 1 }).body).toMatchObject({ temperature: 1 });
    const cells = provider.chat("mine", { route: "chat", assume: { temperature: "native" } });
    expect(cells.prepare({ messages, temperature: 1 }).body).toMatchObject({ temperature: 1 });
    // @ts-expect-error nothing was said about topP
    expect(() => cells.prepare({ messages, topP: 1 })).toThrow(/topP/);
  });

  it("a narrow model fits where any model is taken", () => {
    const any: readonly ChatModel[] = [
      provider.chat("gpt-5", { route: "chat" }),
      provider.chat("x", { assume: { like: "gpt-4o" } }),
    ];
    const wide: ChatModel<OpenAIRequest> = provider.chat("gpt-5", { route: "chat" });
    const request: ChatRequest = { messages, temperature: 1 };
    expect(() => any[0]?.prepare(request)).toThrow(/temperature/);
    expect(() => wide.prepare(request)).toThrow(/temperature/);
  });
});

describe("cells", () => {
  it("every option of its own has a cell, and every such cell is in each row", () => {
    const without = requestKeys.filter(
      (key) =>
        !(key in requestCells) &&
        !["messages", "toolChoice", "output", "reasoning", "media", "n", "modalities"].includes(key),
    );
    expect(without).toEqual([]);
    for (const route of ["chat", "responses"] as const) {
      for (const row of Object.values(models[route])) {
        const cells = { ...routeCells[route], ...row };
        for (const cell of [
          ...Object.values(requestCells),
          "candidates",
          "audioOutput",
          "imageOutput",
          "reasoningSummary",
          "reasoningMode",
          "reasoningContext",
          "endpoint",
        ]) {
          expect(cells, `${route} ${cell}`).toHaveProperty(cell);
        }
      }
    }
  });
});
