/**
 * Partial mode: a history that ends with an assistant message is continued by the model when that message says
 * `partial: true`. The answer does not repeat the prefix. Together with JSON mode it gives unexpected answers, so that
 * is refused; together with thinking it is not described (cell `prefill`).
 *
 * @see https://platform.kimi.ai/docs/guide/use-partial-mode-feature-of-kimi-api (read 2026-11-20)
 */
import { DialectError, type OutputRequest } from "@dialect/core";
import type { Who } from "@dialect/core/provider";
import type { WireMessage } from "../wire.js";

/** Marks the last message, if the model is to continue it. @throws DialectError `invalid_request` beside JSON output. */
export function continuePartial(messages: WireMessage[], output: OutputRequest | undefined, who: Who): void {
  const last = messages.at(-1);
  if (last?.["role"] !== "assistant") return;
  if (output !== undefined && output.guarantee !== "prompted")
    throw new DialectError("invalid_request", {
      message: `The history ends with an assistant message, and output asks for the guarantee "${output.guarantee}"; Kimi does not support partial mode beside response_format.`,
      ...who,
      hint: 'Leave one of them out, or ask for guarantee "prompted".',
    });
  last["partial"] = true;
}
