/**
 * The User-Agent of every request: this package by its own name. The Kimi Code endpoint decides by it whom it serves
 * and may refuse; who is let in is between the vendor and the author of an app, who names the app here.
 *
 * @see https://www.kimi.com/code/docs/en/kimi-code/error-reference.html (read 2026-11-20)
 * @see https://github.com/kodustech/kodus-ai/issues/1257 (read 2026-11-20; the refusal, by header)
 */
import { checkHeaderValue, readVariable } from "@dialect/core/provider";
import { type KimiSettings, userAgentVariable } from "../settings.js";
import { version } from "../version.js";

/**
 * The setting `userAgent`, then `MOONSHOT_USER_AGENT`, then `dialect-kimi/<version>`.
 *
 * @throws DialectError `invalid_setting` for a value that a header cannot hold, naming the setting or the variable.
 */
export function nameClient(settings: KimiSettings): { readonly value: string; readonly from: string } {
  if (settings.userAgent !== undefined)
    return {
      value: checkHeaderValue("user-agent", settings.userAgent, 'the setting "userAgent"', "kimi"),
      from: "code",
    };
  const variable = readVariable(userAgentVariable, settings.env);
  if (variable !== undefined)
    return {
      value: checkHeaderValue("user-agent", variable, `the variable ${userAgentVariable}`, "kimi"),
      from: userAgentVariable,
    };
  return { value: `dialect-kimi/${version}`, from: "default" };
}
