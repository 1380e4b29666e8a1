/**
 * Every versioned kimi model has fixed sampling: temperature 1 while thinking and 0.6 without, top_p 0.95, penalties 0.
 * Another value is refused ("invalid temperature: only 1 is allowed for this model"), the fixed one is taken. Here the
 * same: nothing is changed and nothing left out; the values are facts of the row, by model, endpoint and thinking.
 *
 * @see https://github.com/anomalyco/opencode/issues/27796 (read 2026-11-20)
 * @see https://github.com/MoonshotAI/kimi-code/issues/686 (read 2026-11-20; 0.6 without thinking)
 */
import { DialectError, type Fact } from "@dialect/core";
import type { Who } from "@dialect/core/provider";
import type { KimiRequest } from "../request-types.js";

const sampling = ["temperature", "topP", "frequencyPenalty", "presencePenalty"] as const;

/** @throws DialectError `capability_rejected`, naming option, value and the value that is taken. */
export function refuseSampling(
  request: Pick<KimiRequest, (typeof sampling)[number]>,
  facts: Readonly<Record<string, Fact>>,
  thinking: "on" | "off",
  who: Who,
): void {
  for (const option of sampling) {
    const value = request[option];
    const fixed = facts[option]?.values;
    if (value === undefined || fixed === undefined || fixed.includes(String(value))) continue;
    throw new DialectError("capability_rejected", {
      message: `${who.model ?? "the model"} (kimi, route ${who.route ?? "chat"}) does not take ${option} ${String(value)}: with thinking ${thinking} it is fixed at ${fixed.join(", ")} (cell "${option}").`,
      ...who,
      hint: `Leave ${option} out.`,
    });
  }
}
