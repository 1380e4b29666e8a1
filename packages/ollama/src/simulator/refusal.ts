import { goJson } from "./go-json.js";

/** An answer that is not the model's. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
  /** Members beside `error`; the native shape is then used on `/v1` too, as cloud errors do. */
  readonly bare?: Readonly<Record<string, unknown>>;
  /** Where it comes from: the reader of the request names a charset, what the runner said of a stream has none. */
  readonly from?: "reader" | "stream";
}

export const refuse = (status: number, message: string): Refusal => ({ status, message });

/** What llama.cpp said, as a JSON text inside the message. */
export function runnerRefusal(status: number, error: Readonly<Record<string, unknown>>): Refusal {
  return refuse(status, goJson({ error: { code: status, ...error } }));
}

export function isRefusal(value: object): value is Refusal {
  return "status" in value && "message" in value;
}

/** Both shapes as recorded: `{"error":"…"}` natively, the OpenAI format without param and code on `/v1`. */
export function errorBody(refusal: Refusal, endpoint: "native" | "v1"): unknown {
  if (endpoint === "native" || refusal.bare !== undefined) return { error: refusal.message, ...refusal.bare };
  return { error: { message: refusal.message, type: typeOf(refusal.status), param: null, code: null } };
}

function typeOf(status: number): string {
  if (status === 404) return "not_found_error";
  return status >= 400 && status < 500 ? "invalid_request_error" : "api_error";
}
