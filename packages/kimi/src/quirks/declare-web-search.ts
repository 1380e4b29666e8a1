/**
 * `$web_search` runs at the vendor: it is declared by name alone, and a call of it is answered with its own arguments,
 * as text, unchanged; the search happens then. On kimi-k2.6 thinking has to be off (cell `webSearch`).
 *
 * @see https://platform.kimi.ai/docs/guide/use-web-search (read 2026-11-20)
 */
import { DialectError, type JsonObject, type ToolCallPart, type ToolMessage } from "@dialect/core";
import type { Who } from "@dialect/core/provider";

export const builtinName = "$web_search";

/** @throws DialectError `invalid_request` for a tool that the vendor does not run. */
export function declareBuiltins(names: readonly string[] | undefined, who: Who): readonly JsonObject[] {
  return (names ?? []).map((name) => {
    if (name === builtinName) return { type: "builtin_function", function: { name } };
    throw new DialectError("invalid_request", {
      message: `builtinTools has ${JSON.stringify(name)}; Kimi runs "${builtinName}" only.`,
      ...who,
    });
  });
}

/** Whether the vendor runs this call itself; `answerBuiltin` is then its result. */
export function isBuiltin(call: { readonly name: string }): boolean {
  return call.name === builtinName;
}

/** The result of a call of a tool that the vendor runs: its arguments as they came. */
export function answerBuiltin(call: ToolCallPart): ToolMessage {
  if (!isBuiltin(call))
    throw new DialectError("invalid_request", {
      message: `"${call.name}" is a tool of yours; answerBuiltin() answers calls of "${builtinName}".`,
      provider: "kimi",
    });
  return { role: "tool", toolCallId: call.id, toolName: call.name, content: call.arguments };
}
