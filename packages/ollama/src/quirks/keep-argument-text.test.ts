import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wireLines } from "../../test/capture.js";
import { cutArguments, writeBody } from "./keep-argument-text.js";

const line = (...calls: readonly string[]): string =>
  `{"model":"m","message":{"role":"assistant","content":"","tool_calls":[${calls.map((text) => `{"id":"a","function":{"index":0,"name":"f","arguments":${text}}}`).join(",")}]},"done":true}`;

describe("quirk: arguments keep their text (recorded/api-chat-tools-parallel-stream)", () => {
  it("as recorded: two calls in the done line", () => {
    const last = wireLines("recorded/api-chat-tools-parallel-stream.resp.txt").at(-1) ?? "";
    expect(cutArguments(last)).toEqual(['{"city":"Paris"}', '{"tz":"CET"}']);
  });

  it("large numbers, the order of keys and white space survive", () => {
    const text = '{ "id": 12345678901234567890, "2": 1e400, "1": 0.10, "z": {"b":[1,{"}":"]"}]} }';
    expect(cutArguments(line(text, "{}"))).toEqual([text, "{}"]);
  });

  it("quotes, backslashes and brackets inside of texts do not end anything", () => {
    const text = JSON.stringify({ a: 'x"}]\\', b: "\\\\", 'k"ey': ['{"arguments":1}'] });
    expect(cutArguments(line(text))).toEqual([text]);
  });

  it("finds the members wherever they are, escaped and repeated ones too", () => {
    const text = `{"message":1,"done":true, "mess\\u0061ge" : { "tool_calls" : [ {"function":{"arguments":1,"arguments":{"x":2}}} , {} ] } }`;
    expect(JSON.parse(text)).toMatchObject({ message: { tool_calls: [{ function: { arguments: { x: 2 } } }, {}] } });
    expect(cutArguments(text)).toEqual(['{"x":2}', undefined]);
  });

  it("nothing where there are no calls", () => {
    expect(cutArguments('{"message":{"tool_calls":null}}')).toEqual([]);
    expect(cutArguments('{"message":{}}')).toEqual([]);
    expect(cutArguments('{"error":"x"}')).toEqual([]);
  });

  it("any arguments: the cut text parses to what the whole line parses to", () => {
    const space = fc.constantFrom("", " ", "  ", "\t");
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 4 }), space, (calls, indent) => {
        const text = JSON.stringify(
          { message: { tool_calls: calls.map((one) => ({ function: { arguments: one } })) } },
          null,
          indent,
        );
        expect(cutArguments(text).map((one) => JSON.parse(one ?? "null") as unknown)).toEqual(
          JSON.parse(JSON.stringify(calls)),
        );
      }),
      { numRuns: 500 },
    );
  });

  it("any JSON: repeated, escaped and misplaced members are read as JSON.parse reads them", () => {
    const key = fc.constantFrom("message", "tool_calls", "function", "arguments", "x", "argum\\u0065nts");
    const object = (value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
      fc
        .array(fc.tuple(key, value), { maxLength: 4 })
        .map((members) => `{${members.map(([name, one]) => `"${name}" :${one}`).join(",")}}`);
    const { json } = fc.letrec<{ json: string }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 7 },
        fc.constantFrom("1", "null", '"a\\"]}"', "[]", "-1.50e3", "true"),
        fc.array(tie("json"), { maxLength: 3 }).map((list) => `[ ${list.join(" ,")}]`),
        object(tie("json")),
        object(tie("json")).map((called) => `{"message":{"tool_calls":[{"function":${called}}]}}`),
      ),
    }));
    const at = (value: unknown, name: string): unknown =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? (value as Readonly<Record<string, unknown>>)[name]
        : undefined;
    fc.assert(
      fc.property(json, (text) => {
        const calls = at(at(JSON.parse(text), "message"), "tool_calls");
        const expected = (Array.isArray(calls) ? calls : []).map((one) => at(at(one, "function"), "arguments"));
        const cut = cutArguments(text).map((one) => (one === undefined ? undefined : (JSON.parse(one) as unknown)));
        expect(cut).toEqual(expected);
      }),
      { numRuns: 5_000 },
    );
  });

  it("goes back as it came", () => {
    const parsed = { city: "Paris" };
    const body = { model: "m", messages: [{ arguments: parsed, n: undefined as never }], list: [1, null, "x"] };
    expect(writeBody(body, new Map())).toBe(JSON.stringify(body));
    expect(writeBody(body, new Map([[parsed, '{ "big": 12345678901234567890 }']]))).toBe(
      '{"model":"m","messages":[{"arguments":{ "big": 12345678901234567890 }}],"list":[1,null,"x"]}',
    );
  });
});
