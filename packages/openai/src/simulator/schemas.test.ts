import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Simulator } from "@dialect/simulator";
import { startSimulator } from "./index.js";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

const good = { type: "object", properties: { a: { type: "string" } }, required: ["a"], additionalProperties: false };

async function send(path: string, body: object): Promise<{ status: number; error?: unknown }> {
  const response = await fetch(simulator.baseUrl + path, {
    method: "POST",
    headers: { authorization: "Bearer sk-a" },
    body: JSON.stringify({ model: "gpt-4.1", ...body }),
  });
  const { error } = (await response.json()) as { error?: unknown };
  return { status: response.status, ...(error == null ? {} : { error }) };
}

const messages = [{ role: "user", content: "Hello" }];
const chatTool = (parameters: object, strict?: boolean): Promise<{ status: number; error?: unknown }> =>
  send("/chat/completions", { messages, tools: [{ type: "function", function: { name: "f", parameters, strict } }] });
const responsesTool = (parameters: object, strict?: boolean): Promise<{ status: number; error?: unknown }> =>
  send("/responses", { input: "Hello", tools: [{ type: "function", name: "f", parameters, strict }] });
const chatFormat = (schema: object, strict = true): Promise<{ status: number; error?: unknown }> =>
  send("/chat/completions", {
    messages,
    response_format: { type: "json_schema", json_schema: { name: "x", schema, strict } },
  });
const responsesFormat = (schema: object, strict = true): Promise<{ status: number; error?: unknown }> =>
  send("/responses", { input: "Hello", text: { format: { type: "json_schema", name: "x", schema, strict } } });

const refused = (message: string, param: string, code: string): object => ({
  status: 400,
  error: { message, type: "invalid_request_error", param, code },
});

describe("O9: a schema outside the strict subset (live-measured 2026-09, read 2026-11-20)", () => {
  const open = { type: "object", properties: {} };
  const text = "In context=(), 'additionalProperties' is required to be supplied and to be false.";

  it("is refused for tools and formats, on both routes, each with its param and code", async () => {
    expect(await chatTool(open, true)).toEqual(
      refused(
        `Invalid schema for function 'f': ${text}`,
        "tools[0].function.parameters",
        "invalid_function_parameters",
      ),
    );
    expect(await responsesTool(open, true)).toEqual(
      refused(`Invalid schema for function 'f': ${text}`, "tools[0].parameters", "invalid_function_parameters"),
    );
    expect(await chatFormat(open)).toEqual(
      refused(`Invalid schema for response_format 'x': ${text}`, "response_format", "invalid_json_schema"),
    );
    expect(await responsesFormat(open)).toEqual(
      refused(`Invalid schema for response_format 'x': ${text}`, "text.format.schema", "invalid_json_schema"),
    );
  });

  it("passes when corrected, and when strict is off", async () => {
    expect([
      await chatTool(good, true),
      await responsesTool(good, true),
      await chatFormat(good),
      await responsesFormat(good),
    ]).toEqual(Array.from({ length: 4 }, () => ({ status: 200 })));
    expect([
      await chatTool(open),
      await chatTool(open, false),
      await responsesTool(open, false),
      await chatFormat(open, false),
    ]).toEqual(Array.from({ length: 4 }, () => ({ status: 200 })));
  });

  const inside = (schema: object): object => ({
    type: "object",
    properties: { a: schema },
    required: ["a"],
    additionalProperties: false,
  });
  const at = "In context=('properties', 'a'), ";

  it.each([
    [
      "a property that is not required (vercel/ai#6484)",
      { ...good, required: [] },
      "In context=(), 'required' is required to be supplied and to be an array including every key in properties. Missing 'a'.",
    ],
    ["oneOf (can1357/oh-my-pi#920)", inside({ oneOf: [{ type: "string" }] }), `${at}'oneOf' is not permitted.`],
    [
      "default (567-labs/instructor#1074)",
      inside({ type: "string", default: "b" }),
      `${at}'default' is not permitted.`,
    ],
    [
      "an array of anything (digitalocean-labs/mcp-digitalocean#265)",
      inside({ type: "array" }),
      `${at}array schema missing items.`,
    ],
    ["an unknown format", inside({ type: "string", format: "uri" }), `${at}'uri' is not a valid format.`],
    ["no type", inside({ description: "anything" }), `${at}schema must have a 'type' key.`],
    [
      "a reference to nothing (vercel/ai …/issue-6454-nested-definitions-error.json)",
      inside({ $ref: "#/$defs/Shared" }),
      `${at}reference to component '#/$defs/Shared' which was not found in the schema.`,
    ],
    [
      "no object at the root",
      { anyOf: [good] },
      `schema must be a JSON Schema of 'type: "object"', got 'type: "None"'.`,
    ],
  ])("names %s (read 2026-11-20)", async (_, schema, fault) => {
    expect(await responsesFormat(schema)).toMatchObject({
      error: { message: `Invalid schema for response_format 'x': ${fault}` },
    });
  });

  it("names lookaround by JSON path, in a sentence of its own (decolua/9router#1556, read 2026-11-20)", async () => {
    const message = "Invalid JSON schema: regex lookaround is not supported. Found at $.properties.a.pattern.";
    expect(await responsesTool(inside({ type: "string", pattern: "^(?!x)" }), true)).toEqual(
      refused(message, "tools", "invalid_json_schema"),
    );
    expect((await responsesTool(inside({ type: "string", pattern: "^x" }), true)).status).toBe(200);
  });

  it("minds a little even without strict: oneOf where strict is left out on Responses (can1357/oh-my-pi#920, read 2026-11-20)", async () => {
    const schema = inside({ oneOf: [{ type: "string" }] });
    expect((await responsesTool(schema)).status).toBe(400);
    expect((await responsesTool(schema, false)).status).toBe(200);
    expect((await chatTool(schema)).status).toBe(200);
    expect((await chatTool(inside({ type: "array" }))).status).toBe(400);
  });

  it("comes as an event of the stream by another source (live-measured 2026-09, read 2026-11-20)", async () => {
    const other = await startSimulator({ schemaFailure: "event" });
    const response = await fetch(`${other.baseUrl}/responses`, {
      method: "POST",
      headers: { authorization: "Bearer sk-a" },
      body: JSON.stringify({
        model: "gpt-4.1",
        input: "Hello",
        stream: true,
        text: { format: { type: "json_schema", name: "x", schema: open, strict: true } },
      }),
    });
    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(
      /"error":\{"type":"invalid_request_error","code":"invalid_json_schema","message":"Invalid schema for response_format 'x'/,
    );
    await other.close();
  });
});
