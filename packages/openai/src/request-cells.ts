import type { Allow, CapabilityRow, CellValue, Narrow } from "@dialect/core";
import { type AnyRow, enforce, enforceRequest, type RequestQuestion } from "@dialect/core/provider";
import type { OpenAIRequest } from "./request-types.js";

/** Which cell answers for which option: read by the compiler and at run time. */
export const requestCells = {
  tools: "tools",
  parallelToolCalls: "parallelTools",
  maxOutputTokens: "maxOutputTokens",
  temperature: "temperature",
  topP: "topP",
  stop: "stop",
  seed: "seed",
  verbosity: "verbosity",
  store: "store",
  include: "include",
  metadata: "metadata",
  serviceTier: "serviceTier",
  promptCacheKey: "promptCache",
  promptCacheRetention: "promptCache",
  safetyIdentifier: "safetyIdentifier",
  user: "user",
  logprobs: "logprobs",
  topLogprobs: "logprobs",
  imageDetail: "imageInput",
  streamObfuscation: "streamObfuscation",
  allowedTools: "allowedTools",
  truncation: "truncation",
  maxToolCalls: "maxToolCalls",
  hostedTools: "hostedTools",
  previousResponseId: "previousResponse",
  contextManagement: "contextManagement",
  conversation: "conversation",
  background: "background",
  prompt: "prompt",
  moderation: "moderation",
  audio: "audioOutput",
  frequencyPenalty: "penalties",
  presencePenalty: "penalties",
  logitBias: "logitBias",
  prediction: "prediction",
  webSearchOptions: "webSearch",
} as const;

/** Options inside `reasoning`, for `checkOptions`. */
export const reasoningOptions = ["reasoning.summary", "reasoning.mode", "reasoning.context"] as const;

/** An {@link OpenAIRequest} narrowed by a row: what the row forbids does not compile. */
export type OpenAINarrow<Row> = Omit<Narrow<OpenAIRequest, Row, typeof requestCells>, "reasoning"> & {
  readonly reasoning?: Allow<
    Row,
    "reasoning",
    Omit<NonNullable<OpenAIRequest["reasoning"]>, "effort"> & { readonly effort: CellValue<Row, "reasoning"> }
  >;
};

/** @throws DialectError `capability_rejected`, `capability_ignored`, `capability_unknown`, `invalid_request`, … */
export function enforceOpenAI(
  question: Omit<RequestQuestion, "request" | "cells"> & { readonly request: OpenAIRequest },
): void {
  const { request } = question;
  const need = (option: string, cell: string, value?: string): void => {
    enforce({ ...question, option, cell, value });
  };
  need("this route", "endpoint");
  enforceRequest({ ...question, cells: cellsOf(request) });
  const { summary, mode, context } = request.reasoning ?? {};
  if (summary !== undefined) need(`reasoning.summary "${summary}"`, "reasoningSummary", summary);
  if (mode !== undefined) need(`reasoning.mode "${mode}"`, "reasoningMode", mode);
  if (context !== undefined) need(`reasoning.context "${context}"`, "reasoningContext", context);
  if (request.n !== undefined && request.n !== 1) need(`n: ${request.n} (one answer per request)`, "candidates");
  for (const modality of request.modalities ?? []) {
    if (modality !== "text") need(`modality "${modality}"`, modality === "image" ? "imageOutput" : "audioOutput");
  }
}

/** The cells of the options that are given: a request has few of the many. */
function cellsOf(request: OpenAIRequest): Record<string, string> {
  const cells: Record<string, string> = {};
  for (const option of Object.keys(request)) {
    const cell = (requestCells as Readonly<Record<string, string>>)[option];
    // `background: false` asks for what happens anyway.
    if (cell !== undefined && !(option === "background" && request.background === false)) cells[option] = cell;
  }
  return cells;
}

export type OpenAIRow = CapabilityRow & AnyRow;
