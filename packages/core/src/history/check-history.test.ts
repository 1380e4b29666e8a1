import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { histories } from "../../test/arbitrary-history.js";
import { errorCodes } from "../error-codes.js";
import { isDialectError } from "../error.js";
import { checkHistory } from "./check-history.js";

const who = { provider: "acme" };
const user = { role: "user", content: "hi" };
const call = (id: string, more: object = {}) => ({ type: "tool-call", id, name: "look", arguments: "{}", ...more });
const turn = (...content: object[]) => ({ role: "assistant", content });
const result = (toolCallId: string, more: object = {}) => ({
  role: "tool",
  toolCallId,
  toolName: "look",
  content: "ok",
  ...more,
});
const refuses = (messages: unknown, text: string, more: object = {}) =>
  expect(() => checkHistory(messages, who)).toThrow(
    expect.objectContaining({
      code: "invalid_history",
      provider: "acme",
      message: expect.stringContaining(text) as string,
      ...more,
    }),
  );
const file = (more: object = {}) => ({ type: "file", mediaType: "image/png", source: { base64: "AAAA" }, ...more });

describe("a sound history passes", () => {
  it("with every kind of message and part, calls answered in any order", () => {
    checkHistory(
      [
        { role: "system", content: "be kind" },
        user,
        { role: "user", content: [{ type: "text", text: "look" }, file({ name: "a", altText: "b" })] },
        turn(
          { type: "reasoning", text: "", field: "reasoning" },
          { type: "text", text: "I", complete: false },
          call("1"),
          call("2", { arguments: "" }),
          { type: "source", url: "u", title: "t" },
          { type: "refusal", text: "no" },
          { type: "opaque", kind: "k", opaque: { provider: "acme", data: null } },
        ),
        result("2", { isError: true }),
        result("1", { content: { json: { a: [1, null] } } }),
        user,
        // An id may come again in a later turn: some servers count from 0 each time.
        turn(call("1")),
        result("1"),
        turn({ type: "text", text: "done" }),
      ],
      who,
    );
  });

  it("and survives JSON unchanged (property)", () => {
    fc.assert(
      fc.property(histories(), (history) => {
        const copy: unknown = JSON.parse(JSON.stringify(history));
        expect(copy).toEqual(history);
        expect(JSON.stringify(copy)).toBe(JSON.stringify(history));
        checkHistory(history, who);
        checkHistory(copy, who);
      }),
    );
  });

  it("an optional key may be there as undefined", () =>
    checkHistory([{ role: "user", content: "x", opaque: undefined }], who));
});

describe("calls and results pair up (requirement S0.24)", () => {
  it("an orphan result", () => {
    refuses([user, result("9")], 'messages[1] is a result for "9"', {});
    refuses(
      [user, turn(call("1")), result("9")],
      'messages[2] is a result for "9", which the assistant turn before it did not call (its calls: "1")',
    );
  });
  it("a result of an earlier turn's call", () =>
    refuses(
      [user, turn(call("1")), result("1"), turn({ type: "text", text: "x" }), result("1")],
      "messages[4] is a result",
    ));
  it("a second result", () =>
    refuses(
      [user, turn(call("1")), result("1"), result("1")],
      'messages[3] is a second result for "1" (messages[1].content[0])',
    ));
  it("a result of another tool", () =>
    refuses(
      [user, turn(call("1")), result("1", { toolName: "read" })],
      'messages[2] is a result of the tool "read", but "1"',
    ));
  it("an unanswered call before the next message", () =>
    refuses(
      [user, turn({ type: "text", text: "" }, call("1"), call("2")), result("2"), user],
      'messages[1].content[1] has no result before messages[3] (user); without one: "1" (look)',
    ));
  it("an unanswered call at the end", () =>
    refuses(
      [user, turn(call("1"), call("2")), result("1")],
      'messages[1].content[1] has no result at the end of the history; without one: "2"',
    ));
  it("two calls with one id in a turn", () =>
    refuses(
      [user, turn(call("1"), call("1")), result("1")],
      'messages[1].content[1] is a second call with the id "1"',
    ));
});

describe("a call that cannot be executed is not sent either", () => {
  it("a cut one names closeTurn", () =>
    refuses(
      [user, turn(call("1", { complete: false })), result("1")],
      'messages[1].content[0] is a call of "look" that was cut',
      { hint: expect.stringContaining("closeTurn") as string },
    ));
  it.each(['{"a":', "[]", "null", "{city: 1}"])("arguments %j", (text) =>
    refuses([user, turn(call("1", { arguments: text })), result("1")], "are not a JSON object"),
  );
  it("without id or name", () => {
    refuses([user, turn(call("")), result("")], "without an id");
    refuses([user, turn(call("1", { name: "" })), result("1", { toolName: "" })], "without a tool name");
  });
});

describe("state of another provider is refused with its place (design §4)", () => {
  const foreign = { provider: "other", data: { signature: "x" } };
  it.each([
    ["messages[1].content[0]", [user, turn({ type: "reasoning", text: "x", opaque: foreign })]],
    [
      "messages[1].content[1]",
      [user, turn({ type: "text", text: "x" }, { type: "opaque", kind: "k", opaque: foreign })],
    ],
    ["messages[1].content[0]", [user, turn(call("1", { opaque: foreign })), result("1")]],
    ["messages[2]", [user, turn(call("1")), result("1", { opaque: foreign })]],
    ["messages[0]", [{ role: "system", content: "x", opaque: foreign }]],
    ["messages[0].content[0]", [{ role: "user", content: [{ type: "text", text: "x", opaque: foreign }] }]],
  ])("%s", (place, messages) =>
    refuses(messages, `${place} carries state of the provider "other", which acme cannot read`, {
      hint: expect.stringContaining("leaveBehind") as string,
    }),
  );

  it("a file that lives at another provider", () =>
    refuses(
      [{ role: "user", content: [file({ source: { provider: "other", fileId: "f1" } })] }],
      'messages[0].content[0] is a file of the provider "other"',
    ));

  it("reasoning that was cut, with state that stands for the whole (pydantic-ai #5532)", () => {
    refuses(
      [user, turn({ type: "reasoning", text: "x", complete: false, opaque: { provider: "acme", data: 1 } })],
      "messages[1].content[0] is reasoning that was cut",
    );
    checkHistory([user, turn({ type: "reasoning", text: "x", complete: false })], who);
  });
});

describe("corrupt shapes are refused with their place", () => {
  it.each<[unknown, string]>([
    [undefined, "messages is missing"],
    ["hi", 'messages is "hi"'],
    [[], "messages is empty"],
    [[null], "messages[0] is null"],
    [["hi"], 'messages[0] is "hi"'],
    [[{ role: "assistent", content: [] }], 'messages[0] has the role "assistent"'],
    [[{ content: "x" }], "messages[0] has the role missing"],
    [[{ role: "toString", content: "x" }], "has the role"],
    [[{ role: "developer", content: "x" }], 'has the role "developer"'],
    [[{ role: "user" }], "messages[0] (user) has content missing"],
    [[{ role: "user", content: null }], "has content null"],
    [[{ role: "user", content: 5 }], "has content 5"],
    [[{ role: "user", content: [] }], "messages[0] (user) has no parts"],
    [[{ role: "user", content: {} }], "has content an object"],
    [
      [{ role: "system", content: [{ type: "text", text: "x" }] }],
      "messages[0] (system) has content a list instead of a text",
    ],
    [[{ role: "assistant", content: "hi" }], "instead of a list of parts"],
    [[{ role: "assistant", content: null }], "instead of a list of parts"],
    [[turn()], "messages[0] (assistant) has no parts"],
    [[user, { role: "user", content: ["x"] }], 'messages[1].content[0] is "x" instead of a part'],
    [
      [{ role: "user", content: [{ type: "image_url", image_url: {} }] }],
      'messages[0].content[0] has the type "image_url"',
    ],
    [[{ role: "user", content: [{ text: "x" }] }], "has the type missing"],
    [[{ role: "user", content: [call("1")] }], "is a tool-call part, which a user message cannot have"],
    [[{ role: "user", content: [{ type: "text" }] }], "messages[0].content[0] (text) has text missing"],
    [[{ role: "user", content: [{ type: "text", text: null }] }], "has text null"],
    [[turn(call("1", { arguments: {} })), result("1")], "(tool-call) has arguments an object"],
    [[turn(call("1", { id: 5 }))], "has id 5"],
    [[turn({ type: "reasoning", text: "x", field: 1 })], "has field 1"],
    [[turn({ type: "text", text: "x", complete: true })], "has complete: true"],
    [[turn({ type: "opaque", kind: "x" })], "has opaque missing"],
    [
      [turn({ type: "text", text: "x", opaque: { provider: "acme" } })],
      "has opaque an object instead of { provider, data }",
    ],
    [[{ role: "user", content: [file({ source: "AAAA" })] }], 'has source "AAAA"'.replace("has", "is a file with")],
    [[{ role: "user", content: [file({ source: {} })] }], "whose source has nothing"],
    [[{ role: "user", content: [file({ source: { base64: "A", url: "u" } })] }], "whose source has base64,url"],
    [[{ role: "user", content: [file({ source: { base64: new Uint8Array(2) } })] }], "whose source has base64"],
    [[{ role: "user", content: [file({ source: { fileId: "x" } })] }], "whose source has fileId"],
    [[user, turn(call("1")), result("1", { content: { json: undefined } })], "neither a text, parts nor { json }"],
    [[user, turn(call("1")), result("1", { content: { json: Number.NaN } })], "plain JSON"],
    [[user, turn(call("1")), result("1", { content: { json: new Date() } })], "plain JSON"],
    [[user, turn(call("1")), result("1", { content: { text: "x" } })], "neither"],
    [[user, turn(call("1")), result("1", { isError: "yes" })], 'has isError "yes"'],
    [[user, turn(call("1")), { role: "tool", toolName: "look", content: "x" }], "has toolCallId missing"],
    [[{ ...turn({ type: "text", text: "x" }), origin: { provider: "acme" } }], "messages[0] has an origin"],
  ])("%j: %s", (messages, text) => refuses(messages, text));

  it("a key that nobody would send, with the way to read OpenAI-format dicts", () => {
    refuses([{ role: "assistant", content: [], tool_calls: [] }], 'messages[0] has the unknown key "tool_calls"', {
      hint: expect.stringContaining("importMessages") as string,
    });
    refuses([{ role: "tool", toolCallID: "1", content: "x" }], '(did you mean "toolCallId"?)');
    refuses(
      [{ role: "user", content: [{ type: "text", text: "x", cache_control: {} }] }],
      'messages[0].content[0] has the unknown key "cache_control"',
    );
  });

  it("a file without a type is media_type_unknown", () => {
    for (const mediaType of [undefined, "", 5]) {
      expect(() => checkHistory([{ role: "user", content: [file({ mediaType })] }], who)).toThrow(
        expect.objectContaining({
          code: "media_type_unknown",
          message: expect.stringContaining("messages[0].content[0]") as string,
        }),
      );
    }
  });

  it("whatever comes, it is a named refusal or a pass, never another error (property)", () => {
    const broken = histories(["acme", "other"]).chain((history) => {
      const text = JSON.stringify(history);
      const whole = (value: unknown): unknown[] =>
        typeof value === "object" && value !== null ? [value, ...Object.values(value).flatMap(whole)] : [];
      return fc
        .tuple(fc.nat(), fc.nat(), fc.oneof(fc.jsonValue(), fc.constant(undefined)))
        .map(([which, key, value]) => {
          const copy: unknown = JSON.parse(text);
          const objects = whole(copy) as Record<string, unknown>[];
          const target = objects[which % objects.length] ?? {};
          const names = Object.keys(target);
          target[names[key % (names.length || 1)] ?? "extra"] = value;
          return copy;
        });
    });
    fc.assert(
      fc.property(broken, (messages) => {
        try {
          checkHistory(messages, who);
        } catch (error) {
          expect(isDialectError(error)).toBe(true);
          expect(errorCodes).toContain((error as { code: string }).code);
        }
      }),
      { numRuns: 500 },
    );
  });
});
