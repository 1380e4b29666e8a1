import {
  type AssistantMessage,
  importMessages as importPlain,
  type Imported,
  type JsonObject,
  type Message,
} from "@dialect/core";
import { thinkingField } from "./quirks/replay-thinking.js";
import type { RouteId } from "./settings.js";

/**
 * Reads OpenAI-format dicts as Ollama's endpoint writes them: `reasoning` (and the native `thinking`) becomes the
 * reasoning part in front, assistant turns are stamped with where they came from. What no message holds stays in
 * `unread`.
 *
 * @throws {@link DialectError} `invalid_history` for a field of a wrong type
 */
export function importMessages(
  dicts: readonly JsonObject[],
  from: { readonly model: string; readonly route?: RouteId },
): Imported {
  const plain = importPlain(dicts);
  const thinking = new Map<number, { readonly text: string; readonly field: string }>();
  const unread = plain.unread.filter((one) => {
    if ((plain.messages[one.message] as Message).role !== "assistant") return true;
    if ((one.path === thinkingField.chat || one.path === thinkingField.native) && typeof one.value === "string") {
      if (!thinking.has(one.message)) thinking.set(one.message, { text: one.value, field: one.path });
      else if (thinking.get(one.message)?.text !== one.value) return true;
      return false;
    }
    // The server numbers the calls of an answer; their order says the same.
    return !/^tool_calls\[\d+\]\.(function\.)?index$/.test(one.path);
  });
  const messages = plain.messages.map((message, index) =>
    message.role === "assistant" ? stamped(message, thinking.get(index), { route: "chat", ...from }) : message,
  );
  return { messages, unread };
}

function stamped(
  message: AssistantMessage,
  thinking: { readonly text: string; readonly field: string } | undefined,
  from: { readonly model: string; readonly route: RouteId },
): AssistantMessage {
  const has =
    thinking === undefined || thinking.text === "" || message.content.some((part) => part.type === "reasoning");
  return {
    role: "assistant",
    content: has ? message.content : [{ type: "reasoning", ...thinking }, ...message.content],
    origin: message.origin ?? { provider: "ollama", route: from.route, model: from.model, complete: true },
  };
}
