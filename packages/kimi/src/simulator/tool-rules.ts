import type { SchemaRules } from "./options.js";
import { schemaFault } from "./schema-rules.js";
import { toolsOf, type RequestBody } from "./request-body.js";

/**
 * Names and schemas of tools. Rules of this file give the sentence, or nothing.
 *
 * The sentence about names: new-api fork, calibrated 2026-08-27. About doubles: error reference of Kimi Code.
 * About schemas: MoonshotAI/kimi-code#2661, nicobailon/pi-subagents#127 (all read 2026-11-20).
 */
export function checkTools(body: RequestBody, rules: SchemaRules): string | undefined {
  const names = new Set<string>();
  for (const { type, function: declared } of toolsOf(body)) {
    const { name, parameters } = declared;
    const pattern = type === "builtin_function" ? /^\$\w+$/ : /^[A-Za-z][\w-]*$/;
    if (!pattern.test(name)) {
      return "function name is invalid, must start with a letter and can contain letters, numbers, underscores, and dashes";
    }
    if (names.has(name)) return `function name ${name} is duplicated`;
    names.add(name);
    const fault = rules === "off" || parameters == null ? undefined : schemaFault(parameters, rules, body.model);
    if (fault !== undefined)
      return `tools.function.parameters is not a valid moonshot flavored json schema, details: <${fault}>`;
  }
  return undefined;
}
