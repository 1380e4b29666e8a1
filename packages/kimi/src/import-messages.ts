import {
  type AssistantMessage,
  type AssistantPart,
  importMessages as importPlain,
  type Imported,
  type Json,
  type JsonObject,
  type Message,
} from "@dialect/core";
import { reasoningField } from "./quirks/replay-reasoning.js";
import type { RouteId } from "./settings.js";

/**
 * Reads OpenAI-format dicts as Kimi writes them: `reasoning_content` becomes the reasoning part in front, assistant turns
 * are stamped with where they came from. What no message holds stays in `unread`.
 *
 * @throws {@link DialectError} `invalid_history` for a field of a wrong type
 */
export function importMessages(
  dicts: readonly JsonObject[],
  from: { readonly model: string; readonly route?: RouteId },
): Imported {
  const plain = importPlain(Array.isArray(dicts) ? dicts.map(plainCalls) : dicts);
  const reasoning = new Map<number, string>();
  const unread = plain.unread.filter((one) => {
    const { role } = plain.messages[one.message] as Message;
    if (role !== "assistant") return true;
    if (one.path === reasoningField && typeof one.value === "string") {
      reasoning.set(one.message, one.value);
      return false;
    }
    // The order of the calls says what their numbers say; `partial` of the last message is set again.
    return !(
      /^tool_calls\[\d+\]\.index$/.test(one.path) ||
      (one.path === "partial" && one.message === plain.messages.length - 1)
    );
  });
  const messages = plain.messages.map((message, index) =>
    message.role === "assistant" ? stamped(message, reasoning.get(index), { route: "chat", ...from }) : message,
  );
  return { messages, unread };
}

/** Calls of tools that the vendor runs have a type of their own; their name says the same. */
function plainCalls(dict: JsonObject): JsonObject {
  const calls = typeof dict === "object" && dict !== null ? dict["tool_calls"] : undefined;
  if (!Array.isArray(calls)) return dict;
  return {
    ...dict,
    tool_calls: (calls as readonly Json[]).map((call) => {
      if (typeof call !== "object" || call === null || Array.isArray(call)) return call;
      const fields = call as JsonObject;
      return fields["type"] === "builtin_function" ? { ...fields, type: "function" } : fields;
    }),
  };
}

function stamped(
  message: AssistantMessage,
  reasoning: string | undefined,
  from: { readonly model: string; readonly route: RouteId },
): AssistantMessage {
  const known = message.content.some((part) => part.type === "reasoning");
  return {
    role: "assistant",
    content:
      known || reasoning === undefined
        ? message.content
        : reasoning === ""
          ? message.content.map(cameWithout)
          : [{ type: "reasoning", text: reasoning, field: reasoningField }, ...message.content],
    origin: message.origin ?? { provider: "kimi", route: from.route, model: from.model, complete: true },
  };
}

/** An empty text beside calls says that the turn came without reasoning. */
function cameWithout(part: AssistantPart): AssistantPart {
  return part.type === "tool-call" && part.opaque === undefined
    ? { ...part, opaque: { provider: "kimi", data: { noReasoning: true } } }
    : part;
}
