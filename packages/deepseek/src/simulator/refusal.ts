/**
 * Answers that are not the model's, as the vendor writes them.
 *
 * Refusals that come from the rules of the API carry `application/octet-stream`, refusals of the JSON reader
 * `application/json`; the body is JSON in both cases.
 *
 * @see https://github.com/leandromineti/ai-assisted-coding probes/raw/dseek.jsonl (recorded 2026-09-01, read 2026-11-20)
 */
export interface Refusal {
  readonly status: number;
  readonly contentType: "application/json" | "application/octet-stream";
  readonly body: unknown;
}

export function errorBody(message: string, type = "invalid_request_error", code = "invalid_request_error"): unknown {
  return { error: { message, type, param: null, code } };
}

/** A rule of the API is broken. */
export function ruleRefusal(message: string): Refusal {
  return { status: 400, contentType: "application/octet-stream", body: errorBody(message) };
}

/** The body does not have the shape of a request. */
export function readerRefusal(message: string): Refusal {
  return { status: 400, contentType: "application/json", body: errorBody(message) };
}

/** The simulator's own word, where the vendor would answer 200 and ignore the member. */
export function strayRefusal(path: string): Refusal {
  const message =
    `Simulator: \`${path}\` is not a documented member. The vendor answers 200 and ignores it; ` +
    "start the simulator with `strict: false` to get that.";
  return {
    status: 400,
    contentType: "application/json",
    body: { error: { message, type: "simulator_refusal", param: path, code: "unknown_member" } },
  };
}
