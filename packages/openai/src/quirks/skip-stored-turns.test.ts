import type { Message } from "@dialect/core";
import { expect, it } from "vitest";
import { firstNewMessage } from "./skip-stored-turns.js";

const stored = (id: string): Message => ({
  role: "assistant",
  content: [
    {
      type: "text",
      text: "a",
      opaque: { provider: "openai", data: { v: 1, kind: "message", at: 0, id: "msg_1", stored: id } },
    },
  ],
});
const user: Message = { role: "user", content: "hi" };

it("quirk: with previous_response_id only what came after that response is sent (docs/guides/conversation-state)", () => {
  const history = [user, stored("resp_1"), user, stored("resp_2"), user];
  expect(firstNewMessage(history, "resp_2")).toBe(4);
  expect(firstNewMessage(history, "resp_1")).toBe(2);
});

it("sends all where the response is none of the turns, or none was asked for", () => {
  expect(firstNewMessage([user, stored("resp_1"), user], "resp_9")).toBe(0);
  expect(firstNewMessage([user, stored("resp_1"), user], undefined)).toBe(0);
});
