import { z } from "zod";
import { describe, expect, it } from "vitest";
import { firstIssue } from "./first-issue.js";
import { pieces } from "./pieces.js";
import { createScript, playRaw } from "./script.js";
import { startServer } from "./server.js";
import { simulatorOf } from "./simulator.js";

const weather = {
  name: "weather",
  schema: {
    type: "object",
    properties: { city: { type: "string" }, days: { type: "integer", minimum: 1 } },
    required: ["city", "days"],
  },
};

describe("script", () => {
  it("gives its turns in order, also those that are added later", () => {
    const script = createScript([{ text: "one" }]);
    script.add({ text: "two" });
    expect(script.remaining).toBe(2);
    expect([script.next({ lastRole: "user" }), script.next({ lastRole: "user" })]).toEqual([
      { text: "one" },
      { text: "two" },
    ]);
    expect(script.remaining).toBe(0);
  });

  it("when it is exhausted: calls the first tool with arguments of its schema, then mentions the result", () => {
    const script = createScript();
    expect(script.next({ lastRole: "user", tools: [weather] })).toEqual({
      toolCalls: [{ name: "weather", arguments: { city: "value", days: 1 } }],
    });
    expect(script.next({ lastRole: "tool", lastText: "18 degrees", tools: [weather] })).toEqual({
      text: "The tool answered: 18 degrees",
    });
  });

  it("when it is exhausted: an instance of a schema that is demanded, JSON, else a short text", () => {
    const script = createScript();
    expect(script.next({ lastRole: "user", wantsJson: true, schema: weather.schema })).toEqual({
      text: '{"city":"value","days":1}',
    });
    expect(script.next({ lastRole: "user", wantsJson: true })).toEqual({ text: '{"answer":"simulated"}' });
    expect(script.next({ lastRole: "user" })).toEqual({ text: "This is a simulated answer." });
  });

  it("when it is exhausted: obeys the tool choice", () => {
    const script = createScript();
    const other = { name: "other", schema: { type: "object" } };
    expect(script.next({ lastRole: "user", tools: [weather], toolChoice: "none" })).toEqual({
      text: "This is a simulated answer.",
    });
    expect(script.next({ lastRole: "user", tools: [weather, other], toolChoice: { name: "other" } })).toEqual({
      toolCalls: [{ name: "other", arguments: {} }],
    });
    expect(script.next({ lastRole: "tool", tools: [weather], toolChoice: "required" })).toHaveProperty("toolCalls");
  });

  it("plays raw bytes instead of an answer", async () => {
    await using server = await startServer({
      handle(request, reply) {
        if (
          !playRaw(
            request.path === "/raw"
              ? { raw: { bytes: "data: x\n\n", status: 201, headers: { "x-id": "1" } } }
              : { text: "t" },
            reply,
          )
        )
          reply.text(200, "not raw");
      },
    });
    const response = await fetch(`${server.url}/raw`);
    expect([response.status, response.headers.get("x-id"), await response.text()]).toEqual([201, "1", "data: x\n\n"]);
    expect(await fetch(server.url).then((other) => other.text())).toBe("not raw");
  });
});

describe("simulatorOf", () => {
  it("joins server, script and base URL", async () => {
    const script = createScript();
    const server = await startServer({
      handle: (_, reply) => reply.text(200, script.next({ lastRole: "user" }).text ?? ""),
    });
    await using simulator = simulatorOf(server, { script, baseUrl: `${server.url}/v1` });
    simulator.script({ text: "hello" });
    simulator.fault({ kind: "status", status: 500 });
    expect((await fetch(simulator.baseUrl)).status).toBe(500);
    expect(await fetch(simulator.baseUrl).then((response) => response.text())).toBe("hello");
    expect(simulator.requests.map((request) => request.path)).toEqual(["/v1", "/v1"]);
    expect(simulator.openRequests()).toBe(0);
    simulator.chaos(1, { rate: 1, kinds: ["status"] });
    expect((await fetch(simulator.baseUrl)).status).not.toBe(200);
    await simulator.close();
    expect(simulator.openSockets()).toBe(0);
  });
});

describe("pieces", () => {
  it("cuts by code points, so that no surrogate pair is split", () => {
    expect(pieces("a😀b😀c", 2)).toEqual(["a😀", "b😀", "c"]);
    expect(pieces("")).toEqual([]);
    expect(() => pieces("x", 0)).toThrow(RangeError);
  });
});

describe("firstIssue", () => {
  const schema = z.strictObject({
    messages: z.array(
      z.union([
        z.strictObject({ role: z.literal("user"), content: z.string() }),
        z.strictObject({ role: z.literal("tool"), content: z.string(), id: z.string() }),
      ]),
    ),
  });

  it("says nothing about a value that fits", () => {
    expect(firstIssue(schema, { messages: [{ role: "user", content: "x" }] })).toBeUndefined();
  });

  it.each([
    [{}, "messages", "invalid_type", []],
    [{ messages: [], stray: 1 }, "", "unrecognized_keys", ["stray"]],
    [{ messages: [{ role: "user", content: "x", extra: 1 }] }, "messages[0]", "unrecognized_keys", ["extra"]],
    [
      {
        messages: [
          { role: "user", content: "x" },
          { role: "tool", content: "x", id: 7 },
        ],
      },
      "messages[1].id",
      "invalid_type",
      [],
    ],
    [null, "", "invalid_type", []],
  ])("%j: %s", (value, path, code, keys) => {
    expect(firstIssue(schema, value)).toMatchObject({ path, code, keys });
  });
});
