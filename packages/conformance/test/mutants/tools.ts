import type { AssistantMessage } from "@dialect/core";
import { altered, type Mutant, rescued, rewritten } from "./mutant.js";

const mark = Symbol("seen");
type Marked = AssistantMessage & { [mark]?: true };
type WireMessages = readonly { readonly role: string; readonly [member: string]: unknown }[];
const changed = (body: Record<string, unknown>, role: string, change: object): Record<string, unknown> => ({
  ...body,
  messages: (body["messages"] as WireMessages).map((message) =>
    message.role === role ? { ...message, ...change } : message,
  ),
});

export const toolMutants: readonly Mutant[] = [
  {
    name: "does not replay reasoning",
    caughtBy: ["tools.round-trip", "tools.parallel"],
    flaws: () => ({ body: (body) => changed(body, "assistant", { thought: "" }) }),
  },
  {
    name: "turns calls around",
    caughtBy: ["tools.parallel"],
    flaws: () => ({
      model: (model) =>
        rewritten(model, { result: (result) => ({ ...result, toolCalls: result.toolCalls.toReversed() }) }),
    }),
  },
  {
    name: "trims pieces of arguments",
    caughtBy: ["tools.arguments-in-pieces"],
    flaws: () => ({
      driver: (driver) => ({
        ...driver,
        reader: (out, head) =>
          driver.reader(altered(out, { delta: (index: number, text: string) => out.delta(index, text.trim()) }), head),
      }),
    }),
  },
  {
    name: "forgets calls without arguments",
    caughtBy: ["tools.empty-arguments"],
    flaws: () => ({
      model: (model) =>
        rewritten(model, {
          result: (result) => ({
            ...result,
            toolCalls: result.toolCalls.filter((call) => Object.keys(call.input).length > 0),
          }),
        }),
    }),
  },
  {
    name: "calls tools with {} when it cannot read the arguments",
    caughtBy: ["tools.malformed-arguments"],
    flaws: () => ({
      model: (model) =>
        rewritten(model, {
          rescue: (error) =>
            rescued(error, ["malformed_tool_arguments"], {
              toolCalls: [{ id: "call-0", name: "write_note", input: {} }],
              finish: { reason: "tool-calls", raw: null },
            }),
        }),
    }),
  },
  {
    name: "executes a call that was cut",
    caughtBy: ["tools.length-cuts-the-call"],
    flaws: () => ({
      model: (model) =>
        rewritten(model, {
          result: (result) =>
            result.finish.reason === "length"
              ? { ...result, toolCalls: [{ id: "call-0", name: "write_note", input: {} }] }
              : result,
        }),
    }),
  },
  {
    name: "does not miss a call that was announced",
    caughtBy: ["tools.expected-but-missing"],
    flaws: () => ({
      model: (model) =>
        rewritten(model, {
          rescue: (error) =>
            rescued(error, ["tool_call_expected_but_missing"], { finish: { reason: "stop", raw: "tool-calls" } }),
        }),
    }),
  },
  {
    name: "keeps state outside of the JSON",
    caughtBy: ["tools.history-survives-json"],
    flaws: () => ({
      model: (model) =>
        rewritten(model, {
          result(result) {
            (result.message as Marked)[mark] = true;
            return result;
          },
        }),
      body: (body, request) => {
        const lost = request.messages.some(
          (message) => message.role === "assistant" && (message as Marked)[mark] !== true,
        );
        return lost ? changed(body, "assistant", { thought: "" }) : body;
      },
    }),
  },
  {
    name: "checks nothing",
    caughtBy: [
      "tools.unanswered-and-orphans",
      "events.checks-come-with-the-first-pull",
      "capability.seed",
      "capability.topP",
      "capability.strictTools",
    ],
    flaws: () => ({ unchecked: true }),
  },
  {
    name: "loses what tools answered",
    caughtBy: ["tools.error-and-json-results", "tools.round-trip"],
    flaws: () => ({ body: (body) => changed(body, "tool", { content: "ok" }) }),
  },
];
