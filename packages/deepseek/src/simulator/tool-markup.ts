import { exampleOf } from "@dialect/simulator";
import type { Message, RequestBody } from "./request-body.js";
import type { DsmlSpelling, Settings } from "./options.js";

/** One call as the model writes it when the server does not take it out of the text. */
export interface MarkupCall {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/**
 * Calls in the model's own markup. The bars are U+FF5C; a parameter says whether its text is a string or JSON.
 *
 * @see https://github.com/sgl-project/sglang/issues/35736 (single bar, read 2026-11-20)
 * @see https://github.com/lsdefine/GenericAgent/issues/804 (double bar, read 2026-11-20)
 */
export function toolMarkup(calls: readonly MarkupCall[], spelling: DsmlSpelling = "double-bar"): string {
  const { mark, block } = spellings[spelling];
  const invokes = calls.map((call) => {
    const parameters = Object.entries(call.arguments).map(([name, value]) => {
      const isText = typeof value === "string";
      return `<${mark}parameter name="${name}" string="${isText}">${isText ? value : JSON.stringify(value)}</${mark}parameter>\n`;
    });
    return `<${mark}invoke name="${call.name}">\n${parameters.join("")}</${mark}invoke>\n`;
  });
  return `<${mark}${block}>\n${invokes.join("")}</${mark}${block}>`;
}

const spellings: Readonly<Record<DsmlSpelling, { readonly mark: string; readonly block: string }>> = {
  "double-bar": { mark: "｜｜DSML｜｜", block: "tool_calls" },
  "single-bar": { mark: "｜DSML｜", block: "tool_calls" },
  // Seen with V4.1 only in part: the opening tag `<｜DSML｜ calls>` (read 2026-11-20).
  spaced: { mark: "｜DSML｜ ", block: "calls" },
};

/**
 * The text that leaks when tools are offered but forbidden by `tool_choice: "none"`: four of four times after two
 * tool rounds (one of three after one), never when a user message follows the last result or `tools` is left out.
 * From some 55 live calls of 2026-08-06 (read 2026-11-20).
 */
export function leakedMarkup(body: RequestBody, settings: Settings): string | undefined {
  const tool = body.tools?.[0];
  if (settings.dsmlLeak === "never" || body.tool_choice !== "none" || tool === undefined) return undefined;
  const isMeasured = body.messages.at(-1)?.role === "tool" && roundsIn(body.messages) >= 2;
  if (settings.dsmlLeak === "as-measured" && !isMeasured) return undefined;
  const made = exampleOf(tool.function.parameters ?? { type: "object" });
  const call = {
    name: tool.function.name,
    arguments: typeof made === "object" && made !== null ? (made as MarkupCall["arguments"]) : {},
  };
  return `I need one more look. \n\n${toolMarkup([call], settings.dsmlSpelling)}`;
}

function roundsIn(messages: readonly Message[]): number {
  return messages.filter((message) => message.role === "assistant" && (message.tool_calls?.length ?? 0) > 0).length;
}
