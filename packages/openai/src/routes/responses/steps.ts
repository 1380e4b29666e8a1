/** What a stream and a whole answer have in common: one fold, so that both give the same turn. */
import type { Json, OpaquePart, ResponseInfo } from "@dialect/core";
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

export interface StepReader {
  readonly items: ItemReader;
  /** The response that a stream is about; told to the caller with its first content. */
  announce(response: WireObject): void;
  /** Content follows, or the stream broke off. */
  start(): void;
  /** Items, the end, or an error frame, which is given back. */
  take(step: Step, wire: Json): "more" | "over" | { readonly error: Json };
}

export function createStepReader(out: EventWriter, head: ResponseHead, context: RouteContext): StepReader {
  // OpenAI announces reasoning and may then think for minutes; elsewhere the first text shows which field it comes in.
  const items = createItemReader(out, { reasoningOpens: context.official ? "with-item" : "with-text" });
  let announced: Partial<ResponseInfo> | undefined;
  let stored: string | undefined;
  out.start(readHead(head));

  const announce = (response: WireObject): void => {
    const id = textOf(response["id"]);
    const model = textOf(response["model"]);
    announced = { ...(id === undefined ? {} : { id }), ...(model === undefined ? {} : { model }) };
    if (response["store"] === true) stored = id;
  };
  const start = (): void => {
    if (announced === undefined) return;
    out.start(announced);
    announced = undefined;
  };
  const finish = (item: FinishedItem): void => {
    const origin: Origin = { stored, official: context.official };
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
  };

  return {
    items,
    announce,
    start,
    take(step, wire) {
      if (step.type === "response") {
        announce(step.response);
        return "more";
      }
      if (step.type === "error") {
        if (step.response !== undefined) announce(step.response);
        start();
        usageOf(step.response, out);
        out.keep(wire);
        return { error: step.error };
      }
      if (step.type === "over" && step.response["store"] === true) stored = textOf(step.response["id"]);
      for (const item of step.items) finish(item);
      if (step.type === "items") return "more";
      usageOf(step.response, out);
      out.keep(wire);
      out.finish(step.finish);
      return "over";
    },
  };
}

function usageOf(response: WireObject | undefined, out: EventWriter): void {
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
  const part: OpaquePart = {
    type: "opaque",
    kind: String(wire["type"]),
    opaque: { provider: "openai", data: stateOfItem(wire, origin) },
  };
  return part;
}
