import type { AssistantPart, ChatEvent, ChatResult } from "@dialect/core";
import { isDeepStrictEqual } from "node:util";
import { show } from "./must.js";

/** Every way in which a result and its events tell different stories; empty when they agree. */
export function checkResult(result: ChatResult<unknown>, events: readonly ChatEvent[]): readonly string[] {
  const breaches: string[] = [];
  const agree = (what: string, one: unknown, other: unknown): void => {
    if (!isDeepStrictEqual(one, other))
      breaches.push(`${what}: the result has ${show(one, 200)}, it should be ${show(other, 200)}`);
  };
  const parts = partsOf(events);
  if (events.length > 0) {
    agree("message.content", result.message.content, parts);
    const finish = events.find((event) => event.type === "finish");
    agree("finish", result.finish, finish?.finish);
    const usages = events.filter((event) => event.type === "usage");
    agree("usage", result.usage, usages.at(-1)?.usage);
    const warnings = events.filter((event) => event.type === "warning").map((event) => event.warning.code);
    for (const code of warnings)
      if (!result.warnings.some((warning) => warning.code === code)) breaches.push(`warnings lack ${code}`);
  }
  const { content } = result.message;
  agree("text", result.text, join(content, "text"));
  agree("reasoning", result.reasoning, join(content, "reasoning"));
  agree("reasoningCharacters.delivered", result.reasoningCharacters.delivered, result.reasoning.length);
  agree("reasoningCharacters.received", result.reasoningCharacters.received, result.reasoning.length);
  const ended = result.finish.reason === "stop" || result.finish.reason === "tool-calls";
  const calls = content.filter((part) => part.type === "tool-call" && part.complete !== false);
  agree(
    "toolCalls",
    result.toolCalls.map(({ id, name }) => ({ id, name })),
    ended ? calls.map((part) => (part.type === "tool-call" ? { id: part.id, name: part.name } : part)) : [],
  );
  return breaches;
}

function partsOf(events: readonly ChatEvent[]): readonly AssistantPart[] {
  const parts: AssistantPart[] = [];
  for (const event of events) if ("part" in event) parts[event.index] = event.part;
  return parts;
}

function join(content: readonly AssistantPart[], type: "text" | "reasoning"): string {
  return content.map((part) => (part.type === type ? part.text : "")).join("");
}
