/**
 * With `previous_response_id` the server has the turns up to that response already: only what came after it is sent.
 * Instructions are items of the input here, so the stored ones still count.
 *
 * @see https://platform.openai.com/docs/guides/conversation-state (read 2026-11-20)
 */
import type { Message } from "@dialect/core";
import { readState } from "./keep-item-state.js";

/** The index of the first message that the response does not know; 0 when none of the turns is that response. */
export function firstNewMessage(messages: readonly Message[], previousResponseId: string | undefined): number {
  if (previousResponseId === undefined) return 0;
  return (
    1 +
    messages.findLastIndex(
      (message) =>
        message.role === "assistant" &&
        message.content.some((part) => "opaque" in part && readState(part.opaque)?.stored === previousResponseId),
    )
  );
}
