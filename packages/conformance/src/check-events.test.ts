import type { ChatEvent } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { checkEvents } from "./check-events.js";

const start: ChatEvent = { type: "start", response: { route: "chat", status: 200, attempt: 1, rateLimits: {} } };
const finish: ChatEvent = { type: "finish", finish: { reason: "stop", raw: "stop" } };
const opened: ChatEvent = { type: "text-start", index: 0 };
const delta: ChatEvent = { type: "text-delta", index: 0, text: "hi" };
const ended: ChatEvent = { type: "text-end", index: 0, part: { type: "text", text: "hi" } };
const text: readonly ChatEvent[] = [opened, delta, ended];
const call: readonly ChatEvent[] = [
  { type: "tool-call-start", index: 1, id: "c1", name: "f" },
  { type: "tool-call-delta", index: 1, text: "{}" },
  { type: "tool-call-end", index: 1, part: { type: "tool-call", id: "c1", name: "f", arguments: "{}" } },
];
const tools: ChatEvent = { type: "finish", finish: { reason: "tool-calls", raw: "tool_calls" } };
const cut: ChatEvent = { type: "finish", finish: { reason: "length", raw: "length" } };

describe("event grammar: what keeps it", () => {
  it.each<[string, readonly ChatEvent[]]>([
    ["text", [start, ...text, finish]],
    [
      "waiting before start, usage and warning anywhere",
      [
        { type: "waiting" },
        start,
        { type: "usage", usage: { raw: null } },
        opened,
        { type: "warning", warning: { code: "w", message: "" } },
        delta,
        ended,
        finish,
      ],
    ],
    ["text and a call", [start, ...text, ...call, tools]],
    ["two parts open at once", [start, opened, delta, ...call, ended, tools]],
    [
      "an empty part with opaque state",
      [
        start,
        { type: "reasoning-start", index: 0 },
        { type: "reasoning-end", index: 0, part: { type: "reasoning", text: "", opaque: { provider: "p", data: 1 } } },
        { ...opened, index: 1 },
        { ...delta, index: 1 },
        { type: "text-end", index: 1, part: { type: "text", text: "hi" } },
        finish,
      ],
    ],
    ["a whole part", [start, { type: "part", index: 0, part: { type: "source", url: "https://example.com" } }, finish]],
    [
      "a cut part in a cut turn",
      [start, opened, delta, { type: "text-end", index: 0, part: { type: "text", text: "hi", complete: false } }, cut],
    ],
  ])("%s", (_, events) => {
    expect(checkEvents(events)).toEqual([]);
  });

  it("a prefix before a throw, open parts included", () => {
    expect(checkEvents([start, opened, delta], "throw")).toEqual([]);
    const nameless = { type: "tool-call-start", index: 0, id: "a", name: "" } as const;
    expect(checkEvents([start, nameless], "throw")).toEqual([]);
    expect(checkEvents([start, nameless], "finish").join()).toContain("a call needs an id and a name");
    expect(checkEvents([], "throw")).toEqual([]);
  });
});

describe("event grammar: what breaks it", () => {
  it.each<[string, readonly ChatEvent[], RegExp]>([
    ["no finish", [start, ...text], /end without finish/],
    ["something after finish", [start, ...text, finish, { type: "waiting" }], /nothing follows finish/],
    ["two finishes", [start, ...text, finish, finish], /nothing follows finish/],
    ["no start", [...text, finish], /comes before start/],
    ["usage before start", [{ type: "usage", usage: { raw: null } }, start, ...text, finish], /comes before start/],
    ["two starts", [start, start, ...text, finish], /second start/],
    ["an index that is not the next", [start, { ...opened, index: 1 }, finish], /next new index is 0/],
    ["a delta before its start", [start, delta, finish], /nothing was started/],
    ["a delta after its end", [start, ...text, delta, finish], /has ended/],
    [
      "a delta of another kind",
      [start, opened, { type: "reasoning-delta", index: 0, text: "x" }, delta, ended, finish],
      /index 0 holds text/,
    ],
    ["an empty delta", [start, opened, { ...delta, text: "" }, delta, ended, finish], /empty delta/],
    [
      "deltas that do not join to the part",
      [start, opened, delta, { type: "text-end", index: 0, part: { type: "text", text: "ho" } }, finish],
      /deltas join to/,
    ],
    ["two ends", [start, ...text, ended, finish], /has ended/],
    [
      "an empty part",
      [start, opened, { type: "text-end", index: 0, part: { type: "text", text: "" } }, finish],
      /empty part/,
    ],
    ["a part that is open at finish", [start, opened, delta, finish], /still open/],
    [
      "a call that changed its name",
      [
        start,
        ...text,
        ...call.slice(0, 2),
        { type: "tool-call-end", index: 1, part: { type: "tool-call", id: "c1", name: "g", arguments: "{}" } },
        tools,
      ],
      /id or name changed/,
    ],
    [
      "a call without a name",
      [start, ...text, { type: "tool-call-start", index: 1, id: "c1", name: "" }],
      /needs an id and a name/,
    ],
    ["stop with a call", [start, ...text, ...call, finish], /stop with a call/],
    ["tool-calls without a call", [start, ...text, tools], /tool-calls without a call/],
    [
      "an incomplete part in a whole turn",
      [
        start,
        opened,
        delta,
        { type: "text-end", index: 0, part: { type: "text", text: "hi", complete: false } },
        finish,
      ],
      /incomplete part/,
    ],
    [
      "half a token",
      [start, { type: "usage", usage: { output: { total: 1.5 }, raw: null } }, ...text, finish],
      /no whole number/,
    ],
    [
      "a warning twice",
      [
        start,
        { type: "warning", warning: { code: "w", message: "", path: "a" } },
        { type: "warning", warning: { code: "w", message: "", path: "a" } },
        ...text,
        finish,
      ],
      /said twice/,
    ],
    ["an unheard event", [start, { type: "step" } as unknown as ChatEvent, ...text, finish], /does not have/],
  ])("%s", (_, events, breach) => {
    expect(checkEvents(events).join("\n")).toMatch(breach);
  });

  it("finish before a throw", () => {
    expect(checkEvents([start, ...text, finish], "throw")).toEqual(["finish, and then a throw"]);
  });
});
