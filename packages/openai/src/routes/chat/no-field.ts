import { DialectError } from "@dialect/core";
import type { OpenAIRequest } from "../../request-types.js";

/** Options that this wire has no field for. The rows refuse them first; this holds where a caller states the contrary. */
const noField = [
  "include",
  "truncation",
  "maxToolCalls",
  "hostedTools",
  "previousResponseId",
  "contextManagement",
  "conversation",
  "prompt",
  "moderation",
  "audio",
] as const;
const noReasoningField = ["summary", "mode", "context"] as const;

/** @throws DialectError `capability_rejected`: what is asked for could not be sent, or its answer not be read. */
export function refuseWithoutField(request: OpenAIRequest): void {
  const inside = noReasoningField.find((name) => request.reasoning?.[name] !== undefined);
  const option =
    noField.find((name) => request[name] !== undefined) ??
    (inside === undefined ? undefined : `reasoning.${inside}`) ??
    (request.background === true ? "background" : undefined) ??
    (request.n !== undefined && request.n !== 1 ? "n" : undefined) ??
    (request.modalities?.some((one) => one !== "text") === true ? "modalities" : undefined);
  if (option === undefined) return;
  throw new DialectError("capability_rejected", {
    message: `${option} is not written on the Chat Completions route.`,
    hint: "Leave it out, or use the Responses route if that takes it.",
  });
}
