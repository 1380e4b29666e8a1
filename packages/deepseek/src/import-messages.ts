import {
  type AssistantMessage,
  importMessages as importPlain,
  type Imported,
  type JsonObject,
  type Message,
} from "@dialect/core";
import { reasoningField } from "./quirks/replay-reasoning.js";
import type { RouteId } from "./settings.js";

/**
 * Reads OpenAI-format dicts as DeepSeek writes them: `reasoning_content` becomes the reasoning part in front, assistant
 * turns are stamped with where they came from. What no message holds stays in `unread`.
 *
 * @throws {@link DialectError} `invalid_history` for a field of a wrong type
 */
export function importMessages(
  dicts: readonly JsonObject[],
  from: { readonly model: string; readonly route?: RouteId },
): Imported {
  const plain = importPlain(dicts);
  const reasoning = new Map<number, string>();
  const unread = plain.unread.filter((one) => {
    const { role } = plain.messages[one.message] as Message;
    if (role !== "assistant") return true;
    if (one.path === reasoningField && typeof one.value === "string") {
      reasoning.set(one.message, one.value);
      return false;
    }
    // The vendor numbers the calls of an answer; their order says the same. `prefix` is set again on the beta route.
    return !(
      /^tool_calls\[\d+\]\.index$/.test(one.path) ||
      (one.path === "prefix" && one.message === plain.messages.length - 1)
    );
  });
  const messages = plain.messages.map((message, index) =>
    message.role === "assistant" ? stamped(message, reasoning.get(index) ?? "", { route: "chat", ...from }) : message,
  );
  return { messages, unread };
}

function stamped(
  message: AssistantMessage,
  reasoning: string,
  from: { readonly model: string; readonly route: RouteId },
): AssistantMessage {
  const known = reasoning === "" || message.content.some((part) => part.type === "reasoning");
  return {
    role: "assistant",
    content: known
      ? message.content
      : [{ type: "reasoning", text: reasoning, field: reasoningField }, ...message.content],
    origin: message.origin ?? { provider: "deepseek", route: from.route, model: from.model, complete: true },
  };
}
