import type { Json } from "./contract/json.js";
import type { AssistantMessage, AssistantPart, FilePart, OpaquePart, SourcePart } from "./contract/message.js";
import type {
  ChatEvent,
  Finish,
  PreparedRequest,
  RateLimits,
  ResponseInfo,
  Usage,
  Warning,
} from "./contract/result.js";
import type { EventWriter } from "./contract/wire.js";

type Kind = "text" | "reasoning" | "refusal" | "tool-call";
type DeltaType = "text-delta" | "reasoning-delta" | "refusal-delta" | "tool-call-delta";

interface Draft {
  readonly kind: Kind;
  readonly deltaType: DeltaType;
  readonly id: string;
  readonly name: string;
  readonly field: string | undefined;
  /** A growing string: the engine keeps the pieces as a rope and joins them once, when somebody reads it. */
  text: string;
  opaque: Json | undefined;
  open: boolean;
}

/** What the turn reads back from its writer. */
export interface Fold extends EventWriter {
  readonly warnings: readonly Warning[];
  readonly kept: readonly Json[];
  /** The HTTP status, as soon as it is known. */
  head(status: number): void;
  /** Parts opened so far; a retry is possible while this is 0. */
  opened(): number;
  /** Grows with every call that means progress; comments and pings do not reach the writer. */
  activity(): number;
  finished(): Finish | undefined;
  counted(): Usage | undefined;
  response(): ResponseInfo;
  reasoningReceived(): number;
  /** The only open part is reasoning that has sent no text yet: the model thinks behind closed doors. */
  silent(): boolean;
  /** Ends what is open; parts that were cut get `complete: false`. */
  close(complete: boolean): void;
  /** Lets out `start` and the early warnings, if no part has done so. */
  release(): void;
  message(complete: boolean): AssistantMessage;
}

const deltaTypes = {
  text: "text-delta",
  reasoning: "reasoning-delta",
  refusal: "refusal-delta",
  "tool-call": "tool-call-delta",
} as const;

/**
 * The only maker of events: keeps the grammar, holds `start` back until content opens, and folds the message, so that
 * streams and whole answers go through one fold.
 */
export function createWriter(prepared: PreparedRequest, attempt: 1 | 2, push: (event: ChatEvent) => void): Fold {
  const parts: (Draft | FilePart | SourcePart | OpaquePart)[] = [];
  const finishedParts: (AssistantPart | undefined)[] = [];
  const warnings: Warning[] = [];
  const said = new Set<string>();
  const kept: Json[] = [];
  let info: ResponseInfo = { route: prepared.route, status: 0, attempt, rateLimits: {} };
  let released = false;
  let emittedWarnings = 0;
  let usage: Usage | undefined;
  let finish: Finish | undefined;
  let openParts = 0;
  let received = 0;
  let activity = 0;

  const release = (): void => {
    if (released) return;
    released = true;
    push({ type: "start", response: info });
    for (; emittedWarnings < warnings.length; emittedWarnings++) {
      push({ type: "warning", warning: warnings[emittedWarnings] as Warning });
    }
    if (usage !== undefined) push({ type: "usage", usage });
  };
  const openDraft = (kind: Kind, id: string, name: string, field: string | undefined): number => {
    release();
    const index = parts.length;
    parts.push({ kind, deltaType: deltaTypes[kind], id, name, field, text: "", opaque: undefined, open: true });
    finishedParts.push(undefined);
    openParts++;
    activity++;
    return index;
  };
  const draftAt = (index: number): Draft => {
    const draft = parts[index] as Draft | undefined;
    if (draft === undefined || draft.open !== true) throw new Error(`Part ${index} is not open.`);
    return draft;
  };
  const finishedPart = (draft: Draft, complete: boolean): AssistantPart => {
    const tail = {
      ...(draft.opaque === undefined ? {} : { opaque: { provider: prepared.provider, data: draft.opaque } }),
      ...(complete ? {} : { complete: false as const }),
    };
    if (draft.kind === "tool-call")
      return { type: "tool-call", id: draft.id, name: draft.name, arguments: draft.text, ...tail };
    if (draft.kind === "reasoning") {
      return {
        type: "reasoning",
        text: draft.text,
        ...(draft.field === undefined ? {} : { field: draft.field }),
        ...tail,
      };
    }
    return { type: draft.kind, text: draft.text, ...tail };
  };
  const endDraft = (index: number, draft: Draft, complete: boolean): void => {
    draft.open = false;
    openParts--;
    const part = finishedPart(draft, complete);
    finishedParts[index] = part;
    push({ type: `${draft.kind}-end`, index, part } as ChatEvent);
  };

  return {
    warnings,
    kept,
    start(response) {
      activity++;
      if (released) return;
      const rateLimits: RateLimits = response.rateLimits ?? info.rateLimits;
      info = { ...info, ...response, rateLimits };
    },
    warn(warning) {
      const key = `${warning.code} ${warning.path ?? warning.option ?? ""} ${warning.path === undefined ? warning.message : ""}`;
      if (said.has(key)) return;
      said.add(key);
      warnings.push(warning);
      if (!released) return;
      emittedWarnings = warnings.length;
      push({ type: "warning", warning });
    },
    usage(value) {
      usage = value;
      activity++;
      if (released) push({ type: "usage", usage: value });
    },
    begin(kind, field) {
      const index = openDraft(kind, "", "", field);
      push({ type: `${kind}-start`, index } as ChatEvent);
      return index;
    },
    beginCall(id, name) {
      const index = openDraft("tool-call", id, name, undefined);
      push({ type: "tool-call-start", index, id, name });
      return index;
    },
    delta(index, text) {
      const draft = draftAt(index);
      if (text === "") return;
      activity++;
      draft.text += text;
      if (draft.kind === "reasoning") received += text.length;
      push({ type: draft.deltaType, index, text });
    },
    carry(index, data) {
      draftAt(index).opaque = data;
    },
    end(index) {
      endDraft(index, draftAt(index), true);
    },
    add(part) {
      release();
      activity++;
      const index = parts.length;
      parts.push(part);
      finishedParts.push(part);
      push({ type: "part", index, part });
      return index;
    },
    keep(wire) {
      kept.push(wire);
    },
    finish(value) {
      activity++;
      finish = value;
    },
    head(status) {
      info = { ...info, status };
    },
    opened: () => parts.length,
    activity: () => activity,
    finished: () => finish,
    counted: () => usage,
    response: () => info,
    reasoningReceived: () => received,
    silent() {
      if (openParts !== 1) return false;
      const last = parts.at(-1) as Draft;
      return last.open === true && last.kind === "reasoning" && last.text === "";
    },
    close(complete) {
      if (openParts === 0) return;
      parts.forEach((part, index) => {
        if ("open" in part && part.open) endDraft(index, part, complete);
      });
    },
    release,
    message(complete) {
      const content = parts.map((part, index) => finishedParts[index] ?? finishedPart(part as Draft, false));
      return {
        role: "assistant",
        content,
        origin: { provider: prepared.provider, route: prepared.route, model: prepared.model, complete },
      };
    },
  };
}
