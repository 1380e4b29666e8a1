/**
 * Ranges that the vendor checks, also for options that it ignores then. Refused here with the vendor's own numbers, so
 * that nothing is sent and nothing is clamped.
 *
 * @see https://api-docs.deepseek.com/api/create-chat-completion (read 2026-11-20)
 * @see https://api-docs.deepseek.com/quick_start/rate_limit (read 2026-11-20; user_id)
 */
import { DialectError } from "@dialect/core";
import type { Who } from "@dialect/core/provider";
import type { DeepSeekRequest } from "../request-types.js";

/** @throws DialectError `invalid_request`, naming option, value and range. */
export function checkRanges(request: DeepSeekRequest, who: Who): void {
  const refuse = (option: string, value: unknown, range: string): never => {
    throw new DialectError("invalid_request", {
      message: `${option} is ${String(value)}; DeepSeek takes ${range}.`,
      ...who,
    });
  };
  const within = (option: keyof DeepSeekRequest, low: number, high: number, range: string, whole = false): void => {
    const value = request[option] as number | undefined;
    if (value === undefined) return;
    if (!(value >= low && value <= high) || (whole && !Number.isInteger(value))) refuse(option, value, range);
  };
  // "Invalid max_tokens value, the valid range of max_tokens is [1, 393216]"
  within("maxOutputTokens", 1, 393_216, "1 to 393216", true);
  // "Invalid temperature value, the valid range of temperature is [0, 2]"
  within("temperature", 0, 2, "0 to 2");
  // "Invalid top_p value, the valid range of top_p is (0, 1.0]"
  within("topP", Number.MIN_VALUE, 1, "more than 0 and at most 1");
  within("frequencyPenalty", -2, 2, "-2 to 2");
  within("presencePenalty", -2, 2, "-2 to 2");
  // "Invalid top_logprobs value, the valid range of top_logprobs is [0, 20]."
  within("topLogprobs", 0, 20, "0 to 20", true);
  if (request.logprobs !== undefined && typeof request.logprobs !== "boolean")
    refuse("logprobs", request.logprobs, "true or false");
  // "Invalid top_logprobs and logprobs value, logprobs must be set to true if top_logprobs is used."
  if (request.topLogprobs !== undefined && request.logprobs !== true)
    refuse("topLogprobs", request.topLogprobs, "it together with logprobs: true");
  // "Stop string array too long: 17"
  if ((request.stop?.length ?? 0) > 16) refuse("stop", `${request.stop?.length} texts`, "at most 16");
  // "A max of 128 functions are supported."
  if ((request.tools?.length ?? 0) > 128) refuse("tools", `${request.tools?.length} tools`, "at most 128");
  for (const tool of request.tools ?? []) {
    if (!/^[a-zA-Z0-9_-]{1,64}$/.test(tool.name))
      refuse("the tool name", JSON.stringify(tool.name), "letters, digits, _ and -, at most 64");
  }
  const { userId } = request;
  if (userId === undefined) return;
  if (typeof userId !== "string" || userId === "" || new TextEncoder().encode(userId).length > 512)
    refuse("userId", userId, "a text of 1 to 512 bytes");
}
