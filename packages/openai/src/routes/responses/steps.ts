/** What a stream and a whole answer have in common: one fold, so that both give the same turn. */
import type { Json, ResponseInfo } from "@dialect/core";
import type { EventWriter, ResponseHead } from "@dialect/core/provider";
import {
  createItemReader,
  type FinishedItem,
  isObject,
  type ItemReader,
  readUsage,
  type Step,
  textOf,
  type WireObject,
} from "@dialect/responses";
import { type Origin, stateOfItem, stateOfParts } from "../../quirks/keep-item-state.js";
import { readHead } from "../../response-head.js";
import type { RouteContext } from "../route.js";

/** One answer while it is read. */
export interface Answer {
  readonly out: EventWriter;
  readonly official: boolean;
  readonly items: ItemReader;
  /** What a stream has said of its response; told to the caller with the first content. */
  announced: Partial<ResponseInfo> | undefined;
  /** The id of the response, if the server stores it. */
  stored: string | undefined;
}

export function openAnswer(out: EventWriter, head: ResponseHead, { official }: RouteContext): Answer {
  out.start(readHead(head));
  // OpenAI announces reasoning and may then think for minutes; elsewhere the first text shows which field it comes in.
  const items = createItemReader(out, { reasoningOpens: official ? "with-item" : "with-text" });
  return { out, official, items, announced: undefined, stored: undefined };
}

export function announce(answer: Answer, response: WireObject): void {
  const id = textOf(response["id"]);
  const model = textOf(response["model"]);
  answer.announced = { ...(id === undefined ? {} : { id }), ...(model === undefined ? {} : { model }) };
  if (response["store"] === true) answer.stored = id;
}

/** Content follows, or the stream broke off. */
export function startAnswer(answer: Answer): void {
  if (answer.announced === undefined) return;
  answer.out.start(answer.announced);
  answer.announced = undefined;
}

/** Takes items, the end, or an error frame, which is given back. */
export function takeStep(answer: Answer, step: Step, wire: Json): "more" | "over" | { readonly error: Json } {
  const { out } = answer;
  if (step.type === "response") {
    announce(answer, step.response);
    return "more";
  }
  if (step.type === "error") {
    if (step.response !== undefined) announce(answer, step.response);
    startAnswer(answer);
    countUsage(step.response, out);
    out.keep(wire);
    return { error: step.error };
  }
  if (step.type === "over" && step.response["store"] === true) answer.stored = textOf(step.response["id"]);
  for (const item of step.items) finishItem(answer, item);
  if (step.type === "items") return "more";
  countUsage(step.response, out);
  out.keep(wire);
  out.finish(step.finish);
  return "over";
}

function finishItem({ out, official, stored }: Answer, item: FinishedItem): void {
  const origin: Origin = { stored, official };
  const states = stateOfParts(item, origin);
  if (states === undefined) {
    out.add(wholePart(item.wire, origin));
    return;
  }
  // What was cut stays open: core ends it as incomplete, and its state would stand for more than there is.
  if (!item.whole) return;
  for (const [index, state] of states) {
    out.carry(index, state);
    out.end(index);
  }
}

function countUsage(response: WireObject | undefined, out: EventWriter): void {
  const usage = response?.["usage"];
  if (isObject(usage)) out.usage(readUsage(usage));
}

/** A generated image is a file; every other run of a hosted tool is kept as it came. */
function wholePart(wire: WireObject, origin: Origin): Parameters<EventWriter["add"]>[0] {
  const image = textOf(wire["result"]);
  if (wire["type"] === "image_generation_call" && image !== undefined) {
    const { result: _result, ...rest } = wire;
    return {
      type: "file",
      mediaType: `image/${textOf(wire["output_format"]) ?? "png"}`,
      source: { base64: image },
      opaque: { provider: "openai", data: stateOfItem(rest, origin) },
    };
  }
  const opaque = { provider: "openai", data: stateOfItem(wire, origin) };
  return { type: "opaque", kind: String(wire["type"]), opaque };
}
