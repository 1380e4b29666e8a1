import type { Message } from "@dialect/core";
import { expect, it } from "vitest";
import { requireJsonWord } from "./require-json-word.js";

const say = (content: string): Message => ({ role: "user", content });

it("quirk: JSON mode without the word in a message is refused here (probes/raw/openai.jsonl: \"must contain the word 'json'\")", () => {
  expect(() => requireJsonWord([say("List three towns.")])).toThrow(
    expect.objectContaining({ code: "invalid_request", hint: expect.stringContaining("Answer as JSON") }),
  );
});

it("the word counts in any message, in any case, in parts and in results", () => {
  const messages: readonly Message[] = [
    say("Answer as JSON."),
    { role: "system", content: "json only" },
    { role: "user", content: [{ type: "text", text: "Json, please" }] },
    { role: "tool", toolCallId: "call_1", toolName: "f", content: { json: { format: "json" } } },
  ];
  for (const message of messages) expect(() => requireJsonWord([say("hi"), message])).not.toThrow();
});
