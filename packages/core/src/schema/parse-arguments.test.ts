import fc from "fast-check";
import { expect, it } from "vitest";
import { parseArguments } from "./parse-arguments.js";

it.each([
  ["", {}],
  ["{}", {}],
  [' {"a":1} ', { a: 1 }],
  ['{"__proto__":1}', JSON.parse('{"__proto__":1}')],
])("%j is %j", (text, value) => {
  expect(parseArguments(text)).toEqual(value);
});

it.each([
  " ",
  "null",
  "[]",
  "1",
  '"x"',
  "{",
  '{"city": "Par',
  "{city: 1}",
  "{'a':1}",
  '{"a":1,}',
  '{"a":1}{"b":2}',
  '{"a":tru}',
  "undefined",
])("%j is not executable (issue: repaired arguments were executed, pi-ai and LangChain)", (text) => {
  expect(parseArguments(text)).toBeUndefined();
});

it("no proper prefix of an object's JSON is executable, but for the empty one", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (value, cut) => {
      const text = JSON.stringify(value);
      const prefix = text.slice(0, 1 + (cut % (text.length - 1)));
      expect(parseArguments(prefix)).toBeUndefined();
      expect(parseArguments(text)).toEqual(JSON.parse(text));
    }),
  );
});
