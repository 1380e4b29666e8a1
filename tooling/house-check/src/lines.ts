export interface Line {
  readonly number: number;
  readonly text: string;
}

/** The lines of a text that match, with their numbers from 1. */
export function matchingLines(text: string, pattern: RegExp): readonly Line[] {
  return text
    .split("\n")
    .map((line, index) => ({ number: index + 1, text: line }))
    .filter((line) => pattern.test(line.text));
}
