/**
 * Answers that are not the model's. The vendor's errors have a message and a type, neither code nor param.
 *
 * @see https://platform.kimi.ai/docs (error reference, read 2026-11-20)
 */
export interface Refusal {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export function errorBody(message: string, type?: string): unknown {
  return { error: { message, ...(type === undefined ? {} : { type }) } };
}

export function refuse(status: number, message: string, type?: string): Refusal {
  return { status, body: errorBody(message, type) };
}

/** A rule of the API is broken. */
export function ruleRefusal(message: string): Refusal {
  return refuse(400, message, "invalid_request_error");
}

/** The simulator's own word, where the vendor would answer 200 and ignore the member. */
export function strayRefusal(path: string): Refusal {
  return refuse(
    400,
    `Simulator: \`${path}\` is not a documented member. The vendor answers 200 and ignores it; ` +
      "start the simulator with `strict: false` to get that.",
    "simulator_refusal",
  );
}
