import { readFileSync } from "node:fs";
import type { AssistantPart, Finish, Json, SourcePart, Usage, Warning } from "@dialect/core";
import type { EventWriter } from "@dialect/core/provider";
import {
  createItemReader,
  type FinishedItem,
  isObject,
  type ItemDescription,
  readUsage,
  type Step,
} from "../src/index.js";

export interface Written {
  readonly type: AssistantPart["type"];
  readonly field?: string;
  readonly id?: string;
  readonly name?: string;
  readonly url?: string;
  text: string;
  open: boolean;
}

/** What a recording says, read with the functions of the grammar. */
export interface Replayed {
  readonly parts: Written[];
  readonly items: FinishedItem[];
  readonly warnings: Warning[];
  readonly kept: Json[];
  /** Calls of the writer in order, one word each. */
  readonly log: string[];
  response?: Json;
  finish?: Finish;
  usage?: Usage;
  error?: Json;
}

export function recorder(): { out: EventWriter; said: Replayed } {
  const said: Replayed = { parts: [], items: [], warnings: [], kept: [], log: [] };
  const begin = (part: Written): number => {
    const index = said.parts.push(part) - 1;
    said.log.push(`begin ${index}`);
    return index;
  };
  const at = (index: number): Written => {
    const part = said.parts[index];
    if (part === undefined || !part.open) throw new Error(`part ${index} is not open`);
    return part;
  };
  const out: EventWriter = {
    start: () => {
      said.log.push("start");
    },
    warn: (warning) => {
      if (!said.warnings.some((known) => known.code === warning.code && known.path === warning.path))
        said.warnings.push(warning);
    },
    usage: (usage) => {
      said.usage = usage;
    },
    begin: (type, field) => begin({ type, text: "", open: true, ...(field === undefined ? {} : { field }) }),
    beginCall: (id, name) => begin({ type: "tool-call", id, name, text: "", open: true }),
    delta: (index, text) => {
      at(index).text += text;
      said.log.push(`delta ${index}`);
    },
    carry: () => undefined,
    end: (index) => {
      at(index).open = false;
      said.log.push(`end ${index}`);
    },
    add: (part) => {
      const index = said.parts.push({ type: part.type, text: "", open: false, url: (part as SourcePart).url }) - 1;
      said.log.push(`add ${index}`);
      return index;
    },
    keep: (wire) => {
      said.kept.push(wire);
    },
    finish: (finish) => {
      said.finish = finish;
    },
  };
  return { out, said };
}

/** Does with each step what a provider does. */
export function follow(step: Step | undefined, out: EventWriter, said: Replayed): void {
  if (step === undefined) return;
  if (step.type === "response") {
    said.response = step.response;
    return;
  }
  if (step.type === "error") {
    said.error = step.error;
    return;
  }
  for (const item of step.items) {
    said.items.push(item);
    if (item.whole) for (const part of item.parts) out.end(part.index);
  }
  if (step.type === "items") return;
  said.response = step.response;
  const usage = step.response["usage"];
  if (isObject(usage)) out.usage(readUsage(usage));
  out.finish(step.finish);
}

export function wireFile(name: string): string {
  return readFileSync(new URL(`./wire/${name}`, import.meta.url), "utf8");
}

export const withText: ItemDescription = { reasoningOpens: "with-text" };
export const withItem: ItemDescription = { reasoningOpens: "with-item" };

/** The events of a stream; `event:` lines name those whose data has no type. */
export function eventsOf(text: string): NamedEvent[] {
  return text
    .split("\n\n")
    .filter((block) => block.includes("data: "))
    .map((block) => ({
      name: /^event: (.*)$/m.exec(block)?.[1] ?? "",
      data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? "") as Json,
    }));
}

export function replayEvents(
  events: readonly (Json | NamedEvent)[],
  description: ItemDescription = withItem,
): Replayed {
  const { out, said } = recorder();
  const reader = createItemReader(out, description);
  for (const event of events) {
    const { name, data } = isNamed(event) ? event : { name: "", data: event };
    follow(reader.event(name, data), out, said);
  }
  return said;
}

export interface NamedEvent {
  readonly name: string;
  readonly data: Json;
}

function isNamed(event: Json | NamedEvent): event is NamedEvent {
  return typeof event === "object" && event !== null && "name" in event && "data" in event;
}

export function replay(text: string, description: ItemDescription = withText): Replayed {
  if (!text.startsWith("{")) return replayEvents(eventsOf(text), description);
  const { out, said } = recorder();
  follow(createItemReader(out, description).response(JSON.parse(text) as Json), out, said);
  return said;
}

export function texts(said: Replayed): string[] {
  return said.parts.map(
    (part) =>
      `${part.type}${part.name === undefined ? "" : `:${part.name}`}${part.field === undefined ? "" : `:${part.field}`}=${part.url ?? part.text}`,
  );
}
