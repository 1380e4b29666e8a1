/** An answer that is not the model's, as the vendor writes it: always JSON, always these four members. */
export interface Refusal {
  readonly status: number;
  readonly error: VendorError;
  /** Told inside an open stream instead of by status, where a source says so and the request streams. */
  readonly asEvent?: boolean;
}

export interface VendorError {
  readonly message: string;
  readonly type: string;
  readonly param: string | null;
  readonly code: string | null;
}

export function refuse(message: string, param: string | null, code: string | null = null, status = 400): Refusal {
  return { status, error: { message, type: "invalid_request_error", param, code } };
}

/** The simulator's own word for what the vendor has and the simulator has not. */
export function notSimulated(what: string, param: string): Refusal {
  return {
    status: 400,
    error: { message: `Simulator: ${what} is not simulated.`, type: "simulator_refusal", param, code: "not_simulated" },
  };
}

export function unsupportedParameter(param: string, code: string | null = "unsupported_parameter"): Refusal {
  return refuse(`Unsupported parameter: '${param}' is not supported with this model.`, param, code);
}

/** `'a'`, `'a' and 'b'`, `'a', 'b', and 'c'`. */
export function listOf(values: readonly unknown[]): string {
  const quoted = values.map((value) => `'${String(value)}'`);
  if (quoted.length < 3) return quoted.join(" and ");
  return `${quoted.slice(0, -1).join(", ")}, and ${quoted.at(-1) ?? ""}`;
}
