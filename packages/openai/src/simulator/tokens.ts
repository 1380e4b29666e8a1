/** The simulator's tokens are four characters long. */
const charactersPerToken = 4;

export const tokensIn = (text: string): number => Math.ceil(text.length / charactersPerToken);

/** Of a value as JSON. Inline files and images are not counted by their characters. */
export const tokensOf = (value: unknown): number => tokensIn(JSON.stringify(value ?? "").replace(/;base64,[^"]*/g, ""));

/** Output runs out in the order in which a model writes: reasoning, text, calls. */
export interface Budget {
  take(text: string): string;
  readonly spent: boolean;
}

export function createBudget(tokens: number | null | undefined): Budget {
  let left = (tokens ?? Infinity) * charactersPerToken;
  let spent = false;
  return {
    take(text) {
      if (text.length > left) spent = true;
      const taken = text.slice(0, Math.max(0, left));
      left -= taken.length;
      return taken;
    },
    get spent() {
      return spent;
    },
  };
}
