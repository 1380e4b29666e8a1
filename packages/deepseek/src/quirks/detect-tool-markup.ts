/**
 * The model's own tool-call markup sometimes leaks into the text, with finish word `stop` and no tool call: shown to a
 * user it looks like work that was done. With tools in the request such text ends the turn by name. The bars are
 * U+FF5C, U+2016 or |, single or doubled, in any split over deltas. Text without `<` passes at once.
 *
 * @see https://github.com/TokenRhythm/opensquilla/issues/985 (read 2026-11-20)
 * @see https://github.com/lsdefine/GenericAgent/issues/804 (read 2026-11-20; the other bars, cut between deltas)
 * @see https://github.com/cline/cline/issues/13348 (read 2026-11-20; ASCII bars)
 */
import { DialectError } from "@dialect/core";

const bars = "[\uFF5C\u2016|]";
const markup = new RegExp(`</?${bars}{1,2} ?DSML ?${bars}`);
/** A text that could still become markup, from its last `<` on. */
const beginning = new RegExp(`^</?(${bars}{1,2}( ?(D(S(M(L ?)?)?)?)?)?)?$`);
/** `</｜｜ DSML ` */
const longest = 10;

export interface MarkupGuard {
  /** The text that may go on; what could be the beginning of markup is held back. */
  pass(text: string): string;
  /** Markup was found; what `pass` gave last is the text before it. */
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
      const at = whole.search(markup);
      if (at >= 0) {
        found = true;
        return whole.slice(0, at);
      }
      const start = whole.lastIndexOf("<");
      if (start < 0 || whole.length - start > longest || !beginning.test(whole.slice(start))) return whole;
      held = whole.slice(start);
      return whole.slice(0, start);
    },
    rest() {
      const text = held;
      held = "";
      return text;
    },
  };
}

export function toolMarkup(): DialectError {
  return new DialectError("tool_markup_in_text", {
    message: "The answer holds tool-call markup (DSML) as text; no tool call came of it, and none is made up.",
    hint: 'Ask again without tools, or with a user message after the tool results; toolChoice "none" after tool rounds provokes it. error.raw holds the markup.',
  });
}
