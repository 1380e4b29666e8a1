import type { ChatModel, Message, Provider } from "@dialect/core";
import { describe, expect, expectTypeOf, it } from "vitest";
import { scripted, sse, usage, whole } from "../test/scripted-transport.js";
import { createKimi, models, sources } from "./index.js";
import { timeouts } from "./settings.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const ok = whole({ content: "ok" });

describe("models", () => {
  const provider = createKimi({ apiKey: "sk-test", env: {} });

  it.each([
    ["kimi-k9", "chat", "kimi-k2.6"],
    ["kimi-k2.5", "chat", "shut down on 2026-08-31"],
    ["k3", "chat", 'route: "code"'],
    ["kimi-k2.6", "code", 'route: "chat"'],
    ["k3[1m]", "code", "kimi-for-coding"],
  ] as const)("%s on the route %s is unknown_model, with what to do", (id, route, hint) => {
    expect(() => provider.chat(id as "kimi-k2.6", { route: route as "chat" })).toThrow(
      expect.objectContaining({ code: "unknown_model", hint: expect.stringContaining(hint) as string }),
    );
  });

  it("an id without a row can be stated: like another, or cell by cell", () => {
    expect(provider.chat("kimi-k3.1-pro", { assume: { like: "kimi-k3" } }).capabilities).toEqual(
      models.chat["kimi-k3"],
    );
    const stated = provider.chat("kimi-k3.1-pro", { assume: { temperature: "native" } });
    expect(stated.prepare({ messages, temperature: 0.3 }).body).toMatchObject({ temperature: 0.3 });
    expect(() => stated.prepare({ messages, topP: 1 } as never)).toThrow(
      expect.objectContaining({ code: "capability_unknown" }),
    );
  });

  it("on a server that is not the vendor's only text and streaming are known, said once", async () => {
    const { transport } = scripted(ok, ok);
    const elsewhere = createKimi({ baseUrl: "http://127.0.0.1:9/v1", apiKey: "k", transport });
    const model = elsewhere.chat("kimi-k2.6");
    expect(() => model.prepare({ messages, maxOutputTokens: 5 })).toThrow(
      expect.objectContaining({ code: "capability_unknown" }),
    );
    expect(model.prepare({ messages }).warnings.map((warning) => warning.code)).toEqual(["capabilities_unknown"]);
    const results = [await model.generate({ messages }), await model.generate({ messages })];
    expect(results.map((result) => result.warnings.map((warning) => warning.code))).toEqual([
      ["capabilities_unknown"],
      [],
    ]);
    const stated = elsewhere.chat("kimi-k2.6", { assume: { like: "kimi-k2.6" } });
    expect(stated.prepare({ messages, maxOutputTokens: 5 }).warnings).toEqual([]);
  });

  it("every fact cites a source that exists, every source is cited, and every row has every cell", () => {
    const cells = Object.keys(models.chat["kimi-k3"]).sort();
    const cited = new Set<string>();
    for (const route of Object.values(models)) {
      for (const row of Object.values(route)) {
        expect(Object.keys(row).sort()).toEqual(cells);
        for (const cell of Object.values(row))
          for (const fact of [cell].flat() as readonly { readonly source: string }[]) cited.add(fact.source);
      }
    }
    expect([...cited].sort()).toEqual(Object.keys(sources).sort());
  });

  it("types: what a row forbids does not compile", () => {
    const k3 = provider.chat("kimi-k3");
    const code = provider.chat("k3", { route: "code" });
    // @ts-expect-error a typo in an id
    expect(() => provider.chat("kimi-k26")).toThrow("no model");
    // @ts-expect-error an id of the other route
    expect(() => provider.chat("kimi-k3", { route: "code" })).toThrow("no model");
    // @ts-expect-error `seed` is unknown
    expect(() => k3.prepare({ messages, seed: 1 })).toThrow("seed");
    // @ts-expect-error K3 takes no thinking object
    expect(() => k3.prepare({ messages, keepThinking: "all" })).toThrow("keepThinking");
    // @ts-expect-error a named tool is refused
    expect(() => code.prepare({ messages, toolChoice: { name: "f" } })).toThrow("toolChoice");
    // @ts-expect-error stated: what was not said is unknown
    expect(() => provider.chat("x", { assume: { temperature: "native" } }).prepare({ messages, stop: ["a"] })).toThrow(
      "stop",
    );
    expectTypeOf(code.prepare).parameter(0).toHaveProperty("keepThinking");
    expectTypeOf(provider).toExtend<Provider>();
    const taken: readonly ChatModel[] = [k3, code];
    expect(taken.map((model) => model.model)).toEqual(["kimi-k3", "k3"]);
  });
});

describe("timers", () => {
  it("their defaults", () => {
    expect(timeouts).toEqual({ connectMs: 10_000, firstEventMs: 600_000, idleMs: 120_000, answerMs: 600_000 });
  });

  it("scenario 10: an idle stall ends by timer while it stalls, by name, and closes the socket", async () => {
    const { transport, aborted } = scripted({
      chunks: [sse([{ delta: { content: "half" } }], "nothing")],
      finally: "stall",
    });
    const model = createKimi({ apiKey: "sk-test", transport, timeouts: { idleMs: 30 } }).chat("kimi-k2.6");
    const error: unknown = await model
      .stream({ messages })
      .result()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "timeout_idle",
      phase: "after-output",
      retryable: true,
      attempts: 1,
      partial: { message: { content: [{ type: "text", text: "half", complete: false }] } },
    });
    expect(String(error)).toContain("timeouts.idleMs, set by settings");
    expect(aborted()).toBe(1);
  });

  it("scenario 11: keep-alives are no progress, and between events they change nothing", async () => {
    const silent = scripted({ chunks: [": keep-alive\n\n", ": keep-alive\n\n"], finally: "stall" });
    const model = createKimi({ apiKey: "sk-test", transport: silent.transport }).chat("kimi-k2.6", {
      timeouts: { firstEventMs: 30 },
    });
    await expect(model.stream({ messages }).result()).rejects.toMatchObject({
      code: "timeout_first_event",
      phase: "before-output",
    });
    expect(silent.aborted()).toBe(1);
    const { transport } = scripted({
      chunks: [
        ": keep-alive\n\n",
        sse([{ delta: { content: "a" } }], "nothing"),
        ": keep-alive\n\n",
        sse([{ delta: { content: "b" }, finish_reason: "stop", usage }]),
      ],
    });
    const result = await createKimi({ apiKey: "k", transport }).chat("kimi-k2.6").stream({ messages }).result();
    expect(result).toMatchObject({ text: "ab", warnings: [] });
  });
});
