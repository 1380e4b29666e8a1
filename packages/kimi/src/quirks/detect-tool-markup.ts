/**
 * The model's own tool-call tokens sometimes leak, into the text or into the reasoning, and no call comes of them. With
 * tools in the request such text ends the turn by name, in any split over deltas; in the reasoning they do when nothing
 * else came. Text without `<` passes at once.
 *
 * @see https://github.com/MoonshotAI/Kimi-K2/issues/89 (read 2026-11-20)
 */
import { DialectError } from "@dialect/core";

const tokens = [
  "<|tool_calls_section_begin|>",
  "<|tool_calls_section_end|>",
  "<|tool_call_begin|>",
  "<|tool_call_argument_begin|>",
  "<|tool_call_end|>",
];
const longest = Math.max(...tokens.map((token) => token.length));
const placeOf = (text: string): number =>
  Math.min(...tokens.map((token) => text.indexOf(token)).filter((at) => at >= 0), Infinity);

export interface MarkupGuard {
  /** The text that may go on; what could be the beginning of a token is held back. */
  pass(text: string): string;
  /** A token was found; what `pass` gave last is the text before it. */
  readonly found: boolean;
  /** The text is over: what is held back is text. */
  rest(): string;
}

export function guardAgainstMarkup(): MarkupGuard {
  let held = "";
  let found = false;
  return {
    get found() {
      return found;
    },
    pass(text) {
      if (held === "" && !text.includes("<")) return text;
      const whole = held + text;
      held = "";
      const at = placeOf(whole);
      if (at !== Infinity) {
        found = true;
        return whole.slice(0, at);
      }
      const start = whole.lastIndexOf("<");
      const tail = start < 0 ? "" : whole.slice(start);
      if (tail === "" || !tokens.some((token) => token.startsWith(tail))) return whole;
      held = tail;
      return whole.slice(0, start);
    },
    rest() {
      const text = held;
      held = "";
      return text;
    },
  };
}

/** Watches text that goes on at once. */
export function watchForMarkup(): { see(text: string): void; readonly found: boolean } {
  let tail = "";
  let found = false;
  return {
    get found() {
      return found;
    },
    see(text) {
      if (found) return;
      const whole = tail + text;
      found = placeOf(whole) !== Infinity;
      tail = whole.slice(-longest);
    },
  };
}

export function toolMarkup(where: "text" | "reasoning"): DialectError {
  return new DialectError("tool_markup_in_text", {
    message: `The answer holds tool-call tokens in its ${where}; no tool call came of it, and none is made up.`,
    hint: "Ask again. error.raw holds the tokens.",
  });
}
