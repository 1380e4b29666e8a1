/**
 * Checks what the server would answer with 500 (an option of the wrong type) or refuse in the words of another program
 * (a duration without a unit), before the network.
 *
 * @see ../../test/wire/recorded/api-chat-bad-option.resp.txt
 * @see ../../test/wire/router/chat-keepalive-string-digits.json
 */
import { DialectError } from "@dialect/core";
import type { OllamaRequest } from "../request-types.js";

const whole = ["topK", "repeatLastN", "numKeep", "numBatch", "numGpu", "mainGpu", "numThread"] as const;
const numbers = ["minP", "typicalP", "repeatPenalty", "presencePenalty", "frequencyPenalty"] as const;
const switches = ["truncate", "shift", "useMmap", "logprobs"] as const;
const duration = /^[+-]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;

/** @throws DialectError `invalid_request`, naming option and value. */
export function checkOptionValues(request: OllamaRequest): void {
  const refuse = (option: string, value: unknown, wanted: string): never => {
    throw new DialectError("invalid_request", { message: `${option} is ${String(value)}; it must be ${wanted}.` });
  };
  const { numCtx, keepAlive, topLogprobs, logprobs } = request;
  if (numCtx !== undefined && !(Number.isSafeInteger(numCtx) && numCtx > 0))
    refuse("numCtx", numCtx, "a positive whole number");
  for (const name of whole)
    if (request[name] !== undefined && !Number.isSafeInteger(request[name]))
      refuse(name, request[name], "a whole number");
  for (const name of numbers)
    if (request[name] !== undefined && !Number.isFinite(request[name])) refuse(name, request[name], "a finite number");
  for (const name of switches)
    if (request[name] !== undefined && typeof request[name] !== "boolean") refuse(name, request[name], "true or false");
  if (keepAlive !== undefined && !isDuration(keepAlive))
    refuse("keepAlive", JSON.stringify(keepAlive), 'a number of seconds or a duration with a unit, such as "10m"');
  if (topLogprobs === undefined) return;
  if (!(Number.isSafeInteger(topLogprobs) && topLogprobs >= 0 && topLogprobs <= 20))
    refuse("topLogprobs", topLogprobs, "a whole number from 0 to 20");
  if (logprobs !== true) refuse("topLogprobs", topLogprobs, "together with logprobs: true");
}

/** As the server reads `keep_alive`: a number of seconds, or a Go duration. */
export function isDuration(value: number | string): boolean {
  return typeof value === "number" ? Number.isFinite(value) : duration.test(value);
}
