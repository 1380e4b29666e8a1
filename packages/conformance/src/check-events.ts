/**
 * The event grammar, checked from the outside: written against the contract, without the code that makes the events.
 *
 * @see ../../core/src/contract/result.ts, `ChatEvent`
 */
import type { AssistantPart, ChatEvent } from "@dialect/core";
import { show } from "./must.js";

interface OpenPart {
  readonly kind: "text" | "reasoning" | "refusal" | "tool-call";
  readonly call?: { readonly id: string; readonly name: string };
  text: string;
  ended: boolean;
}

/** Whether the events end by `finish`, or by a throw that the caller saw. */
export type Ending = "finish" | "throw";

/** Every breach of the grammar, in words; empty when there is none. */
export function checkEvents(events: readonly ChatEvent[], ending: Ending = "finish"): readonly string[] {
  const breaches: string[] = [];
  const parts: (OpenPart | "whole")[] = [];
  const said = new Set<string>();
  let started = false;
  let finished = false;

  const breach = (at: number, event: ChatEvent, what: string): void => {
    breaches.push(`event ${at} (${show(event, 160)}): ${what}`);
  };
  const open = (at: number, event: ChatEvent & { readonly index: number }, part: OpenPart | "whole"): void => {
    if (event.index !== parts.length) breach(at, event, `the next new index is ${parts.length}`);
    else parts.push(part);
  };
  const find = (
    at: number,
    event: ChatEvent & { readonly index: number },
    kind: OpenPart["kind"],
  ): OpenPart | undefined => {
    const part = parts[event.index];
    if (part === undefined) breach(at, event, "nothing was started at this index");
    else if (part === "whole" || part.kind !== kind)
      breach(at, event, `index ${event.index} holds ${part === "whole" ? "a whole part" : part.kind}`);
    else if (part.ended) breach(at, event, "this part has ended");
    else return part;
    return undefined;
  };
  const end = (at: number, event: Extract<ChatEvent, { part: AssistantPart }>, kind: OpenPart["kind"]): void => {
    const part = find(at, event, kind);
    if (part === undefined) return;
    part.ended = true;
    for (const what of endBreaches(part, event.part)) breach(at, event, what);
    if (event.part.type !== "opaque" && event.part.complete === false && ending === "finish" && !cut)
      breach(at, event, "an incomplete part in a turn that ended whole");
  };
  const last = events.at(-1);
  const cut = last?.type === "finish" && (last.finish.reason === "length" || last.finish.reason === "content-filter");

  for (const [at, event] of events.entries()) {
    if (finished) breach(at, event, "nothing follows finish");
    if (!started && event.type !== "start" && event.type !== "waiting") breach(at, event, "comes before start");
    switch (event.type) {
      case "start":
        if (started) breach(at, event, "a second start");
        started = true;
        break;
      case "waiting":
        break;
      case "text-start":
      case "reasoning-start":
      case "refusal-start":
        open(at, event, { kind: event.type.replace("-start", "") as OpenPart["kind"], text: "", ended: false });
        break;
      case "tool-call-start":
        // A turn that was cut before the name came shows what had come.
        if (event.id === "" || (event.name === "" && ending === "finish"))
          breach(at, event, "a call needs an id and a name");
        open(at, event, { kind: "tool-call", call: { id: event.id, name: event.name }, text: "", ended: false });
        break;
      case "text-delta":
      case "reasoning-delta":
      case "refusal-delta":
      case "tool-call-delta": {
        if (event.text === "") breach(at, event, "an empty delta");
        const part = find(at, event, event.type.replace("-delta", "") as OpenPart["kind"]);
        if (part !== undefined) part.text += event.text;
        break;
      }
      case "text-end":
      case "reasoning-end":
      case "refusal-end":
      case "tool-call-end":
        end(at, event, event.type.replace("-end", "") as OpenPart["kind"]);
        break;
      case "part":
        if (!["file", "source", "opaque"].includes(event.part.type))
          breach(at, event, "only file, source and opaque come whole");
        open(at, event, "whole");
        break;
      case "usage":
        for (const what of usageBreaches(event.usage)) breach(at, event, what);
        break;
      case "warning": {
        const key = `${event.warning.code} ${event.warning.path ?? ""}`;
        if (said.has(key) && event.warning.path !== undefined) breach(at, event, "said twice");
        said.add(key);
        break;
      }
      case "finish":
        finished = true;
        for (const [index, part] of parts.entries())
          if (part !== "whole" && !part.ended) breach(at, event, `part ${index} is still open`);
        if (event.finish.reason === "tool-calls" && !parts.some(isCall)) breach(at, event, "tool-calls without a call");
        if (event.finish.reason === "stop" && parts.some(isCall)) breach(at, event, "stop with a call");
        break;
      default:
        breach(at, event, "an event that the contract does not have");
    }
  }
  if (ending === "finish" && !finished) breaches.push("the events end without finish");
  if (ending === "throw" && finished) breaches.push("finish, and then a throw");
  return breaches;
}

const isCall = (part: OpenPart | "whole"): boolean => part !== "whole" && part.kind === "tool-call";

function endBreaches(open: OpenPart, part: AssistantPart): readonly string[] {
  if (part.type !== open.kind) return [`the finished part is ${part.type}`];
  const text = part.type === "tool-call" ? part.arguments : part.text;
  const breaches: string[] = [];
  if (text !== open.text)
    breaches.push(`the deltas join to ${show(open.text, 100)}, the part holds ${show(text, 100)}`);
  if (part.type === "tool-call" && (part.id !== open.call?.id || part.name !== open.call.name))
    breaches.push("id or name changed since the start");
  if (part.type !== "tool-call" && text === "" && part.opaque === undefined)
    breaches.push("an empty part without opaque state");
  return breaches;
}

function usageBreaches(usage: Extract<ChatEvent, { type: "usage" }>["usage"]): readonly string[] {
  const counts = [
    usage.input?.total,
    usage.input?.cached,
    usage.input?.cacheWrite,
    usage.output?.total,
    usage.output?.reasoning,
  ];
  return counts.some((count) => count !== undefined && !(Number.isInteger(count) && count >= 0))
    ? ["a count that is no whole number"]
    : [];
}
