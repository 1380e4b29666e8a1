import type { Message, ToolMessage, Warning } from "@dialect/core";
import { type InputItem, writeFunctionCallOutput, writeMessage } from "@dialect/responses";
import { reasons } from "../../quirks/add-encrypted-reasoning.js";
import { shortenCallId } from "../../quirks/shorten-call-ids.js";
import { firstNewMessage } from "../../quirks/skip-stored-turns.js";
import type { OpenAIRequest } from "../../request-types.js";
import type { RouteContext } from "../route.js";
import { writeParts } from "./write-files.js";
import { writeTurn } from "./write-turn.js";

/** The history as items, in order. */
export function writeHistory(
  request: OpenAIRequest,
  context: RouteContext,
  warn: (warning: Warning) => void,
): InputItem[] {
  const { messages, previousResponseId, imageDetail } = request;
  const first = firstNewMessage(messages, previousResponseId);
  return messages
    .slice(first)
    .flatMap((message, offset) => writeOne(message, first + offset, context, imageDetail, warn));
}

function writeOne(
  message: Message,
  index: number,
  context: RouteContext,
  imageDetail: string | undefined,
  warn: (warning: Warning) => void,
): readonly InputItem[] {
  switch (message.role) {
    case "system":
      // Models that reason take instructions as developer messages; other servers' templates do not know that role.
      return [
        writeMessage(context.official && reasons(context.row.reasoning) ? "developer" : "system", message.content),
      ];
    case "user": {
      const { content } = message;
      const [only] = content;
      if (typeof content === "string") return [writeMessage("user", content)];
      if (content.length === 1 && typeof only === "object" && only.type === "text")
        return [writeMessage("user", only.text)];
      return [writeMessage("user", writeParts(content, `messages[${index}]`, imageDetail))];
    }
    case "tool":
      if (message.isError === true) {
        warn({
          code: "option_not_sent",
          option: "isError",
          message: "This wire has no member for isError of a tool result; the model sees the content only.",
        });
      }
      return [
        writeFunctionCallOutput(
          context.official ? shortenCallId(message.toolCallId) : message.toolCallId,
          toolOutput(message, index, imageDetail),
        ),
      ];
    case "assistant":
      return writeTurn(message, index, context, warn);
  }
}

function toolOutput(
  { content }: ToolMessage,
  index: number,
  imageDetail: string | undefined,
): Parameters<typeof writeFunctionCallOutput>[1] {
  if (typeof content === "string") return content;
  if ("json" in content) return JSON.stringify(content.json);
  const [only] = content;
  if (content.length === 1 && only?.type === "text") return only.text;
  return writeParts(content, `messages[${index}]`, imageDetail);
}
