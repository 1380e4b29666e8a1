/**
 * One assistant turn as the items that it came as: order kept, parts of one message together, reasoning directly before
 * what it led to. What cannot go back is reported, never dropped in silence.
 */
import {
  type AssistantMessage,
  type AssistantPart,
  DialectError,
  type FilePart,
  type JsonObject,
  type ReasoningPart,
  type RefusalPart,
  type TextPart,
  type Warning,
} from "@dialect/core";
import { type InputItem, writeFunctionCall, writeMessage } from "@dialect/responses";
import { type ItemState, readState, type WholeItemState } from "../../quirks/keep-item-state.js";
import { pairReasoning } from "../../quirks/pair-reasoning-items.js";
import { shortenCallId } from "../../quirks/shorten-call-ids.js";
import type { RouteContext } from "../route.js";

type Group =
  | { readonly type: "message"; readonly parts: (TextPart | RefusalPart)[]; readonly state: ItemState | undefined }
  | {
      readonly type: "reasoning";
      readonly parts: ReasoningPart[];
      readonly state: ItemState | undefined;
      readonly place: string;
    }
  | { readonly type: "item"; readonly item: InputItem };

export function writeTurn(
  message: AssistantMessage,
  index: number,
  context: RouteContext,
  warn: (warning: Warning) => void,
): InputItem[] {
  const groups: Group[] = [];
  message.content.forEach((part, at) => {
    const place = `messages[${index}].content[${at}]`;
    const group = groupOf(part, place, groups, context, (text) =>
      warn({ code: "part_not_sent", message: `${place} is not sent: ${text}.`, path: place, index }),
    );
    if (group !== undefined) groups.push(group);
  });
  return groups.flatMap((group, at): InputItem[] => {
    if (group.type === "item") return [group.item];
    if (group.type === "message") return writeGroup(group.parts, group.state, context);
    const next = groups.slice(at + 1).find((one) => one.type !== "reasoning");
    const follower = next === undefined ? "none" : isCut(next) ? "cut" : "whole";
    const item = pairReasoning({ parts: group.parts, state: group.state, follower }, context);
    if (typeof item !== "string") return [item];
    warn({
      code: "part_not_sent",
      message: `The reasoning at ${group.place} is not sent: ${item}.`,
      path: group.place,
      index,
    });
    return [];
  });
}

/** Adds the part to the last group and gives `undefined`, or gives the group that it begins. */
function groupOf(
  part: AssistantPart,
  place: string,
  groups: readonly Group[],
  context: RouteContext,
  report: (why: string) => void,
): Group | undefined {
  const last = groups.at(-1);
  switch (part.type) {
    case "text":
    case "refusal": {
      const state = itemState(part, "message");
      if (last?.type === "message" && last.state?.at === state?.at) {
        last.parts.push(part);
        return undefined;
      }
      return { type: "message", parts: [part], state };
    }
    case "reasoning": {
      const state = itemState(part, "reasoning");
      if (last?.type === "reasoning" && last.state?.at === state?.at) {
        last.parts.push(part);
        return undefined;
      }
      return { type: "reasoning", parts: [part], state, place };
    }
    case "tool-call": {
      const call = writeFunctionCall(context.official ? shortenCallId(part.id) : part.id, part.name, part.arguments);
      return { type: "item", item: { ...call, ...fieldsOf(itemState(part, "call"), context) } };
    }
    case "source":
      // The citation itself is state of the text that it belongs to.
      if (!cited(part.url, last)) report("a source is sent as a citation of its text only");
      return undefined;
    case "file":
      return wholeItem(part, place, context, report, imageOf(part, place));
    case "opaque":
      return wholeItem(part, place, context, report, {});
  }
}

function itemState(
  part: TextPart | RefusalPart | ReasoningPart | { readonly type: "tool-call"; readonly opaque?: TextPart["opaque"] },
  kind: ItemState["kind"],
): ItemState | undefined {
  const state = readState(part.opaque);
  return state?.kind === kind ? state : undefined;
}

/** One content part that is plain text is written as text: every server that speaks the format takes that. */
function writeGroup(
  parts: readonly (TextPart | RefusalPart)[],
  state: ItemState | undefined,
  context: RouteContext,
): InputItem[] {
  const said = parts.filter((part) => part.text !== "");
  const [only] = said;
  if (only === undefined) return [];
  const content = said.map((part): JsonObject => {
    if (part.type === "refusal") return { type: "refusal", refusal: part.text };
    return { type: "output_text", text: part.text, annotations: itemState(part, "message")?.annotations ?? [] };
  });
  const plain =
    said.length === 1 && only.type === "text" && (itemState(only, "message")?.annotations ?? []).length === 0;
  return [{ ...writeMessage("assistant", plain ? only.text : content), ...fieldsOf(state, context) }];
}

/** What else an item had: a phase, a namespace. Another server would not know it. */
function fieldsOf(state: ItemState | undefined, context: RouteContext): JsonObject {
  return state === undefined || (state.host === "custom") === context.official ? {} : (state.fields ?? {});
}

function cited(url: string, last: Group | undefined): boolean {
  return (
    last?.type === "message" &&
    last.parts.some((part) => itemState(part, "message")?.annotations?.some((one) => one["url"] === url))
  );
}

function imageOf(part: FilePart, place: string): JsonObject {
  if ("base64" in part.source) return { result: part.source.base64 };
  throw new DialectError("unsupported_content", {
    message: `${place} is a file in an assistant turn without the data that it came with.`,
  });
}

/** A hosted tool's run goes back as it came, id included: the vendor takes it without having stored it. */
function wholeItem(
  part: { readonly type: "file" | "opaque"; readonly opaque?: TextPart["opaque"] },
  place: string,
  context: RouteContext,
  report: (why: string) => void,
  added: JsonObject,
): Group | undefined {
  const state = readState(part.opaque);
  if (state?.kind !== "item") {
    throw new DialectError("unsupported_content", {
      message: `${place} is ${part.type === "file" ? "a file" : "provider state"} in an assistant turn that did not come from the Responses wire; there is no item for it.`,
      hint: "Send a file of your own in a user message.",
    });
  }
  if ((state.host === "custom") === context.official) {
    report("it comes from another server");
    return undefined;
  }
  return { type: "item", item: { ...(state as WholeItemState).wire, ...added } };
}

function isCut(group: Group): boolean {
  return group.type === "message" && group.parts.some((part) => part.complete === false);
}
