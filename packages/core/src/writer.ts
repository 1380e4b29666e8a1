import type { Json } from "./contract/json.js";
import type { AssistantMessage, AssistantPart, FilePart, OpaquePart, SourcePart } from "./contract/message.js";
import type { ChatEvent, Finish, PreparedRequest, ResponseInfo, Usage, Warning } from "./contract/result.js";
import type { EventWriter } from "./contract/wire.js";

type Kind = "text" | "reasoning" | "refusal" | "tool-call";

/** A part in the making; `part` is there when it is finished. */
interface Draft {
  readonly kind: Kind | "whole";
  readonly id: string;
  readonly name: string;
  readonly field: string | undefined;
  /** A growing string: the engine keeps the pieces as a rope and joins them once, when somebody reads it. */
  text: string;
  opaque: Json | undefined;
  part: AssistantPart | undefined;
}

const deltaTypes = {
  text: "text-delta",
  reasoning: "reasoning-delta",
  refusal: "refusal-delta",
  "tool-call": "tool-call-delta",
} as const;
const none: readonly never[] = [];

/**
 * The only maker of events: keeps the grammar, holds `start` back until content opens, and folds the message, so that
 * streams and whole answers go through one fold. One object per attempt and one per part: some hundred streams may be
 * open at once.
 */
export class Writer implements EventWriter {
  readonly #prepared: PreparedRequest;
  readonly #to: { push(event: ChatEvent): void };
  readonly #drafts: Draft[] = [];
  #said: Set<string> | undefined;
  #list: Warning[] | undefined;
  #wire: Json[] | undefined;
  #info: ResponseInfo;
  #released = false;
  #openParts = 0;
  #used: Usage | undefined;
  #word: Finish | undefined;
  /** Grows with every call that means progress; comments and pings do not reach the writer. */
  activity = 0;
  /** Characters of reasoning that the reader took off the wire. */
  reasoningReceived = 0;

  constructor(prepared: PreparedRequest, attempt: 1 | 2, to: { push(event: ChatEvent): void }) {
    this.#prepared = prepared;
    this.#to = to;
    this.#info = { route: prepared.route, status: 0, attempt, rateLimits: {} };
  }

  get warnings(): readonly Warning[] {
    return this.#list ?? none;
  }
  get kept(): readonly Json[] {
    return this.#wire ?? none;
  }
  /** Parts opened so far; a retry is possible while this is 0. */
  get opened(): number {
    return this.#drafts.length;
  }
  get finished(): Finish | undefined {
    return this.#word;
  }
  get counted(): Usage | undefined {
    return this.#used;
  }
  get response(): ResponseInfo {
    return this.#info;
  }

  /** The HTTP status, as soon as it is known. */
  head(status: number): void {
    this.#info = { ...this.#info, status };
  }

  start(response: Partial<ResponseInfo>): void {
    this.activity++;
    if (!this.#released) this.#info = { ...this.#info, ...response };
  }

  warn(warning: Warning): void {
    const place = warning.path ?? `${warning.option ?? ""} ${warning.message}`;
    const key = `${warning.code} ${place}`;
    this.#said ??= new Set();
    if (this.#said.has(key)) return;
    this.#said.add(key);
    (this.#list ??= []).push(warning);
    if (this.#released) this.#to.push({ type: "warning", warning });
  }

  usage(usage: Usage): void {
    this.#used = usage;
    this.activity++;
    if (this.#released) this.#to.push({ type: "usage", usage });
  }

  begin(kind: "text" | "reasoning" | "refusal", field?: string): number {
    const index = this.#open(kind, "", "", field);
    this.#to.push({ type: `${kind}-start`, index } as ChatEvent);
    return index;
  }

  beginCall(id: string, name: string): number {
    const index = this.#open("tool-call", id, name, undefined);
    this.#to.push({ type: "tool-call-start", index, id, name });
    return index;
  }

  delta(index: number, text: string): void {
    const draft = this.#at(index);
    if (text === "") return;
    this.activity++;
    draft.text += text;
    if (draft.kind === "reasoning") this.reasoningReceived += text.length;
    this.#to.push({ type: deltaTypes[draft.kind as Kind], index, text });
  }

  carry(index: number, data: Json): void {
    this.activity++;
    this.#at(index).opaque = data;
  }

  end(index: number): void {
    this.activity++;
    this.#finishPart(index, this.#at(index), true);
  }

  add(part: FilePart | SourcePart | OpaquePart): number {
    this.release();
    this.activity++;
    const index = this.#drafts.length;
    this.#drafts.push({ kind: "whole", id: "", name: "", field: undefined, text: "", opaque: undefined, part });
    this.#to.push({ type: "part", index, part });
    return index;
  }

  keep(wire: Json): void {
    (this.#wire ??= []).push(wire);
  }

  finish(finish: Finish): void {
    this.activity++;
    this.#word = finish;
  }

  /** The only open part is reasoning that has sent no text yet: the model thinks behind closed doors. */
  silent(): boolean {
    if (this.#openParts !== 1) return false;
    const last = this.#drafts.at(-1);
    return last?.part === undefined && last?.kind === "reasoning" && last.text === "";
  }

  /** Ends what is open; parts that were cut get `complete: false`. */
  close(complete: boolean): void {
    if (this.#openParts === 0) return;
    this.#drafts.forEach((draft, index) => {
      if (draft.part === undefined) this.#finishPart(index, draft, complete);
    });
  }

  /** Lets out `start`, the early warnings and the early usage, if no part has done so. */
  release(): void {
    if (this.#released) return;
    this.#released = true;
    this.#to.push({ type: "start", response: this.#info });
    for (const warning of this.warnings) this.#to.push({ type: "warning", warning });
    if (this.#used !== undefined) this.#to.push({ type: "usage", usage: this.#used });
  }

  message(complete: boolean): AssistantMessage {
    const { provider, route, model } = this.#prepared;
    const content = this.#drafts.map((draft) => draft.part ?? this.#made(draft, false));
    return { role: "assistant", content, origin: { provider, route, model, complete } };
  }

  #open(kind: Kind, id: string, name: string, field: string | undefined): number {
    this.release();
    const index = this.#drafts.length;
    this.#drafts.push({ kind, id, name, field, text: "", opaque: undefined, part: undefined });
    this.#openParts++;
    this.activity++;
    return index;
  }

  #at(index: number): Draft {
    const draft = this.#drafts[index];
    if (draft === undefined || draft.part !== undefined) throw new Error(`Part ${index} is not open.`);
    return draft;
  }

  #finishPart(index: number, draft: Draft, complete: boolean): void {
    this.#openParts--;
    const part = this.#made(draft, complete);
    draft.part = part;
    this.#to.push({ type: `${draft.kind}-end`, index, part } as ChatEvent);
  }

  #made({ kind, id, name, field, text, opaque }: Draft, complete: boolean): AssistantPart {
    const tail = {
      ...(opaque === undefined ? {} : { opaque: { provider: this.#prepared.provider, data: opaque } }),
      ...(complete ? {} : { complete: false as const }),
    };
    if (kind === "tool-call") return { type: "tool-call", id, name, arguments: text, ...tail };
    if (kind === "reasoning") return { type: "reasoning", text, ...(field === undefined ? {} : { field }), ...tail };
    return { type: kind as "text" | "refusal", text, ...tail };
  }
}
