import { readFileSync } from "node:fs";
import type { Json, Usage, Warning } from "@dialect/core";
import type { EventWriter } from "@dialect/core/provider";
import {
  createReading,
  createRunningPart,
  createToolCalls,
  keepUsage,
  type OwnFields,
  readAnswer,
  readChunk,
  readText,
  readUsage,
  watchFields,
  type WireDescription,
} from "../src/index.js";

export interface Part {
  readonly kind: string;
  readonly id?: string;
  readonly name?: string;
  text: string;
}

/** What a recording says, read with the functions of the grammar. */
export interface Replayed {
  readonly parts: Part[];
  readonly warnings: Warning[];
  readonly kept: Json[];
  usage?: Usage;
  finish?: string;
  done: boolean;
  id?: string | undefined;
  model?: string | undefined;
}

export interface Speaker {
  readonly reasoningField: string;
  readonly own: OwnFields;
  readonly callIdentity: WireDescription["callIdentity"];
}

export function recorder(): { out: EventWriter; said: Replayed } {
  const said: Replayed = { parts: [], warnings: [], kept: [], done: false };
  const open = (part: Part): number => said.parts.push(part) - 1;
  const out: EventWriter = {
    start: () => undefined,
    warn: (warning) => {
      if (!said.warnings.some((known) => known.code === warning.code && known.path === warning.path))
        said.warnings.push(warning);
    },
    usage: (usage) => {
      said.usage = usage;
    },
    begin: (kind) => open({ kind, text: "" }),
    beginCall: (id, name) => open({ kind: "tool-call", id, name, text: "" }),
    delta: (index, text) => {
      (said.parts[index] as Part).text += text;
    },
    carry: () => undefined,
    end: () => undefined,
    add: () => 0,
    keep: (wire) => {
      said.kept.push(wire);
    },
    finish: () => undefined,
  };
  return { out, said };
}

export function wireFile(name: string): string {
  return readFileSync(new URL(`./wire/${name}`, import.meta.url), "utf8");
}

export function replay(text: string, speaker: Speaker): Replayed {
  const { out, said } = recorder();
  const fields = watchFields(out, speaker.own);
  const reading = createReading();
  const running = createRunningPart(out);
  const calls = createToolCalls(out, fields, speaker);
  const usage = keepUsage(out, readUsage);
  const read = (wire: Json, whole: boolean): void => {
    (whole ? readAnswer : readChunk)(wire, reading, fields);
    running.write(
      "reasoning",
      readText(reading.message?.[speaker.reasoningField], "message", speaker.reasoningField),
      speaker.reasoningField,
    );
    running.write("refusal", reading.refusal);
    running.write("text", reading.content);
    if (reading.toolCalls !== undefined) {
      running.end();
      (whole ? calls.whole : calls.push)(reading.toolCalls, reading.id);
    }
    if (reading.usage !== undefined) usage.take(reading.usage);
    if (reading.finish !== undefined) {
      said.finish = reading.finish;
      calls.finish(reading.finish === "length" ? "cut" : "whole");
    }
  };
  if (text.startsWith("{")) {
    read(JSON.parse(text) as Json, true);
  } else {
    for (const line of text.split("\n")) {
      if (!line.startsWith("data: ")) continue;
      if (line === "data: [DONE]") said.done = true;
      else read(JSON.parse(line.slice(6)) as Json, false);
    }
  }
  usage.report();
  said.id = reading.id;
  said.model = reading.model;
  return said;
}
