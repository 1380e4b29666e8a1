import type { ChatModel, Message, Provider } from "@dialect/core";
import { describe, expect, expectTypeOf, it } from "vitest";
import { scripted, sse, usage, whole } from "../test/scripted-transport.js";
import { createDeepSeek, models, sources } from "./index.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const ok = whole({ content: "ok" });

describe("models", () => {
  const provider = createDeepSeek({ apiKey: "sk-test" });

  it("an id without a row is unknown_model; a retired one says what to use", () => {
    expect(() => provider.chat("deepseek-v5" as "deepseek-flash")).toThrow(
      expect.objectContaining({ code: "unknown_model", hint: expect.stringContaining("deepseek-flash") as string }),
    );
    for (const id of ["deepseek-chat", "deepseek-reasoner"]) {
      expect(() => provider.chat(id as "deepseek-flash")).toThrow(
        expect.objectContaining({
          code: "unknown_model",
          hint: expect.stringContaining("retired on 2026-07-24") as string,
        }),
      );
    }
  });

  it("an id without a row can be stated: like another, or cell by cell", () => {
    expect(provider.chat("deepseek-v5", { assume: { like: "deepseek-v4-pro" } }).capabilities).toEqual(
      models.chat["deepseek-v4-pro"],
    );
    const stated = provider.chat("deepseek-v5", { assume: { temperature: "native" } });
    expect(stated.prepare({ messages, temperature: 1 }).body).toMatchObject({ model: "deepseek-v5", temperature: 1 });
    expect(() => stated.prepare({ messages, topP: 1 } as never)).toThrow(
      expect.objectContaining({ code: "capability_unknown" }),
    );
  });

  it("a model setting that does not exist, and a route that does not", () => {
    expect(() => provider.chat("deepseek-flash", { rout: "beta" } as never)).toThrow(
      expect.objectContaining({ code: "invalid_setting" }),
    );
    expect(() => provider.chat("deepseek-flash", { route: "responses" as "chat" })).toThrow(
      expect.objectContaining({ code: "invalid_setting" }),
    );
  });

  it("on a server that is not the vendor's only text and streaming are known, said once", async () => {
    const { transport } = scripted(ok, ok);
    const elsewhere = createDeepSeek({ baseUrl: "http://127.0.0.1:9/v1", apiKey: "k", transport });
    const model = elsewhere.chat("deepseek-v4-pro");
    expect(() => model.prepare({ messages, maxOutputTokens: 5 })).toThrow(
      expect.objectContaining({ code: "capability_unknown" }),
    );
    expect(model.prepare({ messages }).warnings.map((warning) => warning.code)).toEqual(["capabilities_unknown"]);
    const results = [await model.generate({ messages }), await model.generate({ messages })];
    expect(results.map((result) => result.warnings.map((warning) => warning.code))).toEqual([
      ["capabilities_unknown"],
      [],
    ]);
    const stated = elsewhere.chat("deepseek-v4-pro", { assume: { like: "deepseek-v4-pro" } });
    expect(stated.prepare({ messages, maxOutputTokens: 5 }).warnings).toEqual([]);
  });

  it("every fact cites a source that exists, and every row has every cell", () => {
    const { seed: _seed, ...rest } = models.chat["deepseek-flash"];
    for (const route of Object.values(models)) {
      for (const row of Object.values(route)) {
        expect(Object.keys(row).sort()).toEqual(["seed", ...Object.keys(rest)].sort());
        for (const cell of Object.values(row)) {
          for (const fact of [cell].flat() as readonly { readonly source: string }[])
            expect(Object.keys(sources)).toContain(fact.source);
        }
      }
    }
  });

  it("types: what a row forbids does not compile", () => {
    const pro = provider.chat("deepseek-v4-pro");
    const flash = provider.chat("deepseek-flash");
    // @ts-expect-error a typo in an id
    expect(() => provider.chat("deepseek-v4-por")).toThrow("no model");
    // @ts-expect-error `seed` is ignored
    expect(() => pro.prepare({ messages, seed: 1 })).toThrow("seed");
    // @ts-expect-error `topP` is ignored on flash
    expect(() => flash.prepare({ messages, topP: 0.5 })).toThrow("topP");
    // @ts-expect-error the efforts are listed
    expect(() => pro.prepare({ messages, reasoning: { effort: "medium" } })).toThrow("effort");
    // @ts-expect-error there is no enforced schema
    expect(() => pro.prepare({ messages, output: { schema: undefined as never, guarantee: "strict" } })).toThrow(
      "strict",
    );
    // @ts-expect-error stated: what was not said is unknown
    expect(() => provider.chat("x", { assume: { temperature: "native" } }).prepare({ messages, stop: ["a"] })).toThrow(
      "stop",
    );
    // Facts with conditions are checked at run time only.
    expectTypeOf(pro.prepare).parameter(0).toHaveProperty("temperature");
    expectTypeOf(provider).toExtend<Provider>();
    // A narrow model fits where any model is taken.
    const models: readonly ChatModel[] = [pro, flash];
    expect(models.map((model) => model.model)).toEqual(["deepseek-v4-pro", "deepseek-flash"]);
  });
});

describe("timers", () => {
  it("incident: a stalled stream ends by name", async () => {
    const { transport, aborted } = scripted({
      chunks: [sse([{ delta: { content: "half" } }], "nothing")],
      finally: "stall",
    });
    const model = createDeepSeek({ apiKey: "sk-test", transport, timeouts: { idleMs: 30 } }).chat("deepseek-v4-pro");
    const error = await model
      .stream({ messages })
      .result()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "timeout_idle", phase: "after-output", retryable: true, attempts: 1 });
    expect(String(error)).toContain("timeouts.idleMs, set by settings");
    expect(error).toMatchObject({
      partial: { message: { content: [{ type: "text", text: "half", complete: false }] } },
    });
    expect(aborted()).toBe(1);
  });

  it("scenario 11: keep-alives are no progress; they are told as waiting and end by the first-event limit", async () => {
    const { transport, aborted } = scripted({ chunks: [": keep-alive\n\n", ": keep-alive\n\n"], finally: "stall" });
    const model = createDeepSeek({ apiKey: "sk-test", transport }).chat("deepseek-v4-pro", {
      timeouts: { firstEventMs: 30 },
    });
    await expect(model.stream({ messages }).result()).rejects.toMatchObject({
      code: "timeout_first_event",
      phase: "before-output",
    });
    expect(aborted()).toBe(1);
  });

  it("keep-alives before and between events change nothing", async () => {
    const { transport } = scripted({
      chunks: [
        ": keep-alive\n\n",
        sse([{ delta: { content: "a" } }], "nothing"),
        ": keep-alive\n\n",
        sse([{ delta: { content: "b" }, finish_reason: "stop", usage }]),
      ],
    });
    const result = await createDeepSeek({ apiKey: "sk-test", transport })
      .chat("deepseek-v4-pro")
      .stream({ messages })
      .result();
    expect(result).toMatchObject({ text: "ab", warnings: [] });
  });
});
