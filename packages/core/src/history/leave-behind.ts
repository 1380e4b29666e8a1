import type { AssistantPart, Message, Opaque, UserPart } from "../contract/message.js";

/** Something that only another provider, or another route, can read. Places are those of the history that was given. */
export interface Left {
  readonly message: number;
  /** Absent: the message itself, or the state that it carries. */
  readonly part?: number;
  /** `part` and `message` are gone as a whole; of `state` only the opaque data is gone and the rest stays. */
  readonly what: "part" | "message" | "state";
  /** The part's type, or the message's role. */
  readonly type: string;
  /** Who can read it; of a message that became empty, the role's parts are listed one by one before it. */
  readonly provider?: string;
}

/** Where the history goes. With `route`, state that the same provider wrote on another route is left behind too. */
export interface Destination {
  readonly provider: string;
  readonly route?: string;
}

/**
 * The history as `to.provider` can take it, and the list of what was removed:
 *
 * - foreign opaque parts and files that live at another provider are removed;
 * - foreign reasoning is removed when it carries state, because text and signature stand for each other; reasoning
 *   that is plain text stays reasoning, and the new provider's own rules decide whether it is sent. It never becomes text;
 * - text, refusals, calls, files and sources stay and lose their foreign state;
 * - a message of which nothing is left is removed; a tool result stays as an empty text, since its call needs one.
 *
 * Calls, results and origins stay as they are. A history without foreign state comes back part by part unchanged.
 */
export function leaveBehind(
  history: readonly Message[],
  to: Destination,
): { readonly messages: readonly Message[]; readonly left: readonly Left[] } {
  const left: Left[] = [];
  const messages: Message[] = [];
  // The route on which provider state of later messages was written, as far as the last assistant turn tells it.
  let route: string | undefined;
  history.forEach((message, index) => {
    if (message.role === "assistant") route = message.origin?.route;
    const foreign = (opaque: Opaque | undefined): boolean =>
      opaque !== undefined &&
      (opaque.provider !== to.provider ||
        (message.role !== "system" && to.route !== undefined && route !== undefined && route !== to.route));
    const kept = keptContent(message, index, to, foreign, left);
    if (kept === undefined) {
      left.push({ message: index, what: "message", type: message.role });
      return;
    }
    if ((message.role === "system" || message.role === "tool") && foreign(message.opaque)) {
      const { opaque, ...rest } = kept as typeof message;
      left.push({
        message: index,
        what: "state",
        type: message.role,
        ...(opaque === undefined ? {} : { provider: opaque.provider }),
      });
      messages.push(rest);
    } else messages.push(kept);
  });
  return { messages, left };
}

/** The message with the parts that may go on; the same object if all may; `undefined` if none is left. */
function keptContent(
  message: Message,
  index: number,
  to: Destination,
  foreign: (opaque: Opaque | undefined) => boolean,
  left: Left[],
): Message | undefined {
  if (!Array.isArray(message.content)) return message;
  const given = message.content as readonly (AssistantPart | UserPart)[];
  let changed = false;
  const content: (AssistantPart | UserPart)[] = [];
  given.forEach((part, place) => {
    const owner =
      part.type === "file" && "fileId" in part.source && part.source.provider !== to.provider
        ? part.source.provider
        : undefined;
    const state = part.opaque;
    if (owner === undefined && !foreign(state)) {
      content.push(part);
      return;
    }
    changed = true;
    const whole = owner !== undefined || part.type === "opaque" || part.type === "reasoning";
    const provider = owner ?? state?.provider;
    left.push({
      message: index,
      part: place,
      what: whole ? "part" : "state",
      type: part.type,
      ...(provider === undefined ? {} : { provider }),
    });
    if (!whole) content.push(withoutState(part));
  });
  if (!changed) return message;
  if (content.length === 0) return message.role === "tool" ? { ...message, content: "" } : undefined;
  return { ...message, content } as Message;
}

function withoutState(part: AssistantPart | UserPart): AssistantPart | UserPart {
  const { opaque, ...rest } = part;
  void opaque;
  return rest as AssistantPart | UserPart;
}
