/**
 * Limits of Chat Completions that the vendor checks, refused here with the vendor's own numbers, so that nothing is sent
 * and nothing is clamped.
 *
 * @see https://platform.openai.com/docs/api-reference/chat/create (read 2026-11-20)
 */
import { DialectError } from "@dialect/core";
import type { OpenAIRequest } from "../request-types.js";

/** @throws DialectError `invalid_request`, naming option, value and limit. */
export function checkChatLimits(request: OpenAIRequest): void {
  const refuse = (option: string, value: unknown, limit: string): never => {
    throw new DialectError("invalid_request", { message: `${option} is ${String(value)}; OpenAI takes ${limit}.` });
  };
  const within = (
    option: "temperature" | "topP" | "frequencyPenalty" | "presencePenalty" | "topLogprobs",
    low: number,
    high: number,
  ): void => {
    const value = request[option];
    if (value !== undefined && !(value >= low && value <= high)) refuse(option, value, `${low} to ${high}`);
  };
  within("temperature", 0, 2);
  within("topP", 0, 1);
  within("frequencyPenalty", -2, 2);
  within("presencePenalty", -2, 2);
  within("topLogprobs", 0, 20);
  if (request.topLogprobs !== undefined && request.logprobs !== true)
    refuse("topLogprobs", request.topLogprobs, "it together with logprobs: true");
  if ((request.stop?.length ?? 0) > 4) refuse("stop", `${request.stop?.length} texts`, "at most 4");
  if ((request.tools?.length ?? 0) > 128) refuse("tools", `${request.tools?.length} tools`, "at most 128");
  const named = (what: string, name: string): void => {
    if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name)) refuse(what, JSON.stringify(name), "letters, digits, _ and -, at most 64");
  };
  for (const { name } of request.tools ?? []) named("the tool name", name);
  if (request.output?.name !== undefined) named("output.name", request.output.name);
}
