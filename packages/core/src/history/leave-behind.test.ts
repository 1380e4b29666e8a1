import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { histories } from "../../test/arbitrary-history.js";
import type { AssistantPart, Message } from "../contract/message.js";
import { checkHistory } from "./check-history.js";
import { leaveBehind } from "./leave-behind.js";

const state = { provider: "other", data: { signature: "s" } };
const origin = { provider: "other", route: "responses", model: "m", complete: true };
const assistant = (...content: AssistantPart[]): Message => ({ role: "assistant", content, origin });
const leave = (history: Message[]) => leaveBehind(history, { provider: "acme" });

describe("what another provider's state leaves of a history (pains 21 to 24)", () => {
  it("signed reasoning goes, plain reasoning stays reasoning", () => {
    const plain: AssistantPart = { type: "reasoning", text: "hm", field: "reasoning_content" };
    expect(
      leave([assistant({ type: "reasoning", text: "x", opaque: state }, plain, { type: "text", text: "4" })]),
    ).toEqual({
      messages: [assistant(plain, { type: "text", text: "4" })],
      left: [{ message: 0, part: 0, what: "part", type: "reasoning", provider: "other" }],
    });
  });
  it("calls, text and files stay without the state; ids stay as they are", () => {
    const call: AssistantPart = { type: "tool-call", id: "functions.look:0", name: "look", arguments: "{}" };
    const history: Message[] = [
      assistant({ type: "text", text: "x", opaque: state }, { ...call, opaque: state }),
      { role: "tool", toolCallId: call.id, toolName: "look", content: "y", opaque: state },
    ];
    expect(leave(history)).toEqual({
      messages: [
        assistant({ type: "text", text: "x" }, call),
        { role: "tool", toolCallId: call.id, toolName: "look", content: "y" },
      ],
      left: [
        { message: 0, part: 0, what: "state", type: "text", provider: "other" },
        { message: 0, part: 1, what: "state", type: "tool-call", provider: "other" },
        { message: 1, what: "state", type: "tool", provider: "other" },
      ],
    });
  });
  it("items without a word and files that live elsewhere go; a message that is empty then goes too", () => {
    const file = { type: "file", mediaType: "application/pdf", source: { provider: "other", fileId: "f1" } } as const;
    expect(
      leave([
        { role: "user", content: [file, { type: "text", text: "read" }] },
        assistant({ type: "opaque", kind: "web_search", opaque: state }),
      ]),
    ).toEqual({
      messages: [{ role: "user", content: [{ type: "text", text: "read" }] }],
      left: [
        { message: 0, part: 0, what: "part", type: "file", provider: "other" },
        { message: 1, part: 0, what: "part", type: "opaque", provider: "other" },
        { message: 1, what: "message", type: "assistant" },
      ],
    });
  });
  it("a result of which nothing is left stays, empty: its call needs one", () => {
    const file = { type: "file", mediaType: "image/png", source: { provider: "other", fileId: "f1" } } as const;
    const call: Message = assistant({ type: "tool-call", id: "1", name: "look", arguments: "{}" });
    expect(leave([call, { role: "tool", toolCallId: "1", toolName: "look", content: [file] }])).toEqual({
      messages: [call, { role: "tool", toolCallId: "1", toolName: "look", content: "" }],
      left: [{ message: 1, part: 0, what: "part", type: "file", provider: "other" }],
    });
  });
  it("state of the same provider stays, unless a route is asked for and the turn came from another", () => {
    const own: Message = {
      role: "assistant",
      content: [{ type: "text", text: "x", opaque: { provider: "acme", data: 1 } }],
      origin: { ...origin, provider: "acme" },
    };
    expect(leaveBehind([own], { provider: "acme" })).toEqual({ messages: [own], left: [] });
    expect(leaveBehind([own], { provider: "acme", route: "responses" })).toEqual({ messages: [own], left: [] });
    expect(leaveBehind([own], { provider: "acme", route: "chat" }).left).toEqual([
      { message: 0, part: 0, what: "state", type: "text", provider: "acme" },
    ]);
    // Without an origin, the route is not known and nothing is guessed.
    expect(
      leaveBehind([{ role: "assistant", content: own.content as AssistantPart[] }], { provider: "acme", route: "chat" })
        .left,
    ).toEqual([]);
  });
});

describe("properties", () => {
  it("the destination takes what leaveBehind gives", () => {
    fc.assert(
      fc.property(histories(["acme", "other", "third"]), (history) => {
        const before = JSON.stringify(history);
        const { messages, left } = leaveBehind(history, { provider: "acme" });
        if (messages.length > 0) checkHistory(messages, { provider: "acme" });
        expect(messages.length).toBe(history.length - left.filter((one) => one.what === "message").length);
        expect(JSON.stringify(history)).toBe(before);
        expect(leaveBehind(messages, { provider: "acme" }).left).toEqual([]);
      }),
    );
  });
  it("a history of the destination's own is left as it is", () => {
    fc.assert(
      fc.property(histories(["acme"]), (history) => {
        const { messages, left } = leaveBehind(history, { provider: "acme" });
        expect(left).toEqual([]);
        messages.forEach((message, index) => expect(message).toBe(history[index]));
      }),
    );
  });
});
