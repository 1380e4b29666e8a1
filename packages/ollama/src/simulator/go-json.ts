/** What Go's encoding/json and time packages write and say. */

/** JSON with `<`, `>` and `&` escaped, as Go does. */
export function goJson(value: unknown): string {
  return escaped(JSON.stringify(value));
}

export function escaped(json: string): string {
  return json.replace(/[<>&]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** `time.Time` with nanoseconds. */
export function goTime(date: Date): string {
  return date.toISOString().replace("Z", "412813Z");
}

/** What `time.ParseDuration` says; `undefined` = a duration. */
export function durationFault(text: string): string | undefined {
  if (text === "0" || /^[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/.test(text)) return undefined;
  return /^[-+]?\d+(?:\.\d*)?$/.test(text)
    ? `time: missing unit in duration "${text}"`
    : `time: invalid duration "${text}"`;
}

/** What the base64 decoder says; `undefined` = base64. */
export function base64Fault(text: string): string | undefined {
  const at = text.search(/[^A-Za-z0-9+/=\r\n]/);
  if (at >= 0) return `illegal base64 data at input byte ${at}`;
  return text.length % 4 === 0 ? undefined : `illegal base64 data at input byte ${text.length}`;
}

/** What the decoder says of a text that is no JSON. */
export function jsonFault(text: string): string {
  try {
    JSON.parse(text);
  } catch (cause) {
    const at = /position (\d+)/.exec(String(cause))?.[1];
    const sign = at === undefined ? undefined : text[Number(at)];
    if (sign !== undefined) return `invalid character '${sign}' looking for beginning of value`;
  }
  return "unexpected EOF";
}

/** E.g. `json: cannot unmarshal array into Go struct field ChatRequest.messages.content of type string`. */
export function unmarshalFault(
  struct: string,
  path: readonly (string | number)[],
  value: unknown,
  expected: string,
): string {
  const field = [struct, ...path.filter((name) => typeof name === "string")].join(".");
  return `json: cannot unmarshal ${kindOf(value)} into Go struct field ${field} of type ${goTypes[expected] ?? expected}`;
}

const goTypes: Readonly<Record<string, string>> = {
  string: "string",
  number: "float64",
  int: "int",
  boolean: "bool",
  array: "[]interface {}",
  object: "map[string]interface {}",
  record: "map[string]interface {}",
};

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "boolean" ? "bool" : typeof value;
}
