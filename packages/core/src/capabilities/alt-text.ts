import type { FilePart, Message, TextPart, UserPart } from "../contract/message.js";
import type { Warning } from "../contract/result.js";
import { filesOf, mediaCell } from "./enforce-request.js";
import { type AnyRow } from "./enforce.js";
import { resolveFact, type Situation } from "./resolve-fact.js";

/**
 * The messages with the `altText` of each file that the row does not allow, and a warning for each. For requests that
 * say `media: { whenUnsupported: "alt-text" }`; a file without `altText` stays, so that it is refused.
 */
export function withAltText(
  messages: readonly Message[],
  row: AnyRow,
  situation: Situation,
): { readonly messages: readonly Message[]; readonly warnings: readonly Warning[] } {
  const warnings: Warning[] = [];
  const replaced = messages.map((message, index) => {
    if (message.role !== "user" && message.role !== "tool") return message;
    const instead = new Map<number, TextPart>();
    for (const [place, part] of filesOf(message)) {
      if (part.altText === undefined || takes(part, row, situation)) continue;
      instead.set(place, { type: "text", text: part.altText });
      warnings.push({
        code: "media_replaced",
        message: `The ${part.mediaType} file at messages[${index}].content[${place}] was replaced by its altText: the model does not take it.`,
        option: "media",
        path: `messages[${index}].content[${place}]`,
        index,
      });
    }
    if (instead.size === 0) return message;
    const content = (message.content as readonly UserPart[]).map((part, place) => instead.get(place) ?? part);
    return { ...message, content };
  });
  return { messages: replaced, warnings };
}

function takes(part: FilePart, row: AnyRow, situation: Situation): boolean {
  const cell = mediaCell(part.mediaType);
  if (cell === undefined) return true;
  const support = resolveFact(row[cell], situation)?.support;
  return support === "native" || support === "emulated";
}
