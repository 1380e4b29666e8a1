/** What an error body says; `message` is "" if it says nothing. */
export interface ErrorBody {
  readonly message: string;
  readonly type?: string;
  readonly code?: string;
  readonly param?: string;
}

/** A message is cut to this many characters. */
const maxMessageLength = 2_000;
/** An HTML page is read up to this many characters: taking its tags off is quadratic for a page of "<" alone. */
const maxPageLength = 16_384;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads `error.message`, `error`, `detail` (a sentence, an object or a list of problems) or `message` of a JSON body,
 * or the text of any other, HTML included. `type`, `code` and `param` come from beside the message, as text.
 */
export function readErrorBody(text: string): ErrorBody {
  const value = parse(text);
  if (value === undefined) return { message: bounded(plain(text)) };
  // Some gateways answer with a list of one error.
  const body = Array.isArray(value) ? (value[0] as unknown) : value;
  if (typeof body === "string") return { message: bounded(body) };
  if (!isFields(body)) return { message: bounded(text) };
  const holder = isFields(body["error"]) ? body["error"] : isFields(body["detail"]) ? body["detail"] : body;
  const fields = { ...word(holder, "type"), ...word(holder, "code"), ...word(holder, "param") };
  return { message: bounded(unwrapped(messageOf(holder) ?? messageOf(body) ?? text)), ...fields };
}

function messageOf(fields: Fields): string | undefined {
  for (const name of ["message", "error", "detail"]) {
    const value = fields[name];
    if (typeof value === "string" && value.trim() !== "") return value;
    if (Array.isArray(value) && value.length > 0) return value.map(problem).join("; ");
    if (isFields(value)) return messageOf(value);
  }
  return undefined;
}

/** One entry of a validation report: `{ loc: ["body", "messages"], msg: "Field required" }`. */
function problem(entry: unknown): string {
  if (typeof entry === "string") return entry;
  if (!isFields(entry)) return JSON.stringify(entry);
  const said = entry["msg"] ?? entry["message"];
  if (typeof said !== "string") return JSON.stringify(entry);
  const place = entry["loc"];
  return Array.isArray(place) ? `${place.join(".")}: ${said}` : said;
}

/** A server in front of another passes that one's whole error body on as its message. */
function unwrapped(message: string): string {
  if (!message.startsWith("{")) return message;
  const inner = parse(message);
  const holder = isFields(inner) && isFields(inner["error"]) ? inner["error"] : inner;
  return (isFields(holder) ? messageOf(holder) : undefined) ?? message;
}

function word(fields: Fields, name: "type" | "code" | "param"): Partial<Record<typeof name, string>> {
  const value = fields[name];
  return (typeof value === "string" && value !== "") || typeof value === "number" ? { [name]: String(value) } : {};
}

/** The title of a page and its text without tags; any other text as it is. */
function plain(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.startsWith("<")) return trimmed;
  return trimmed
    .slice(0, maxPageLength)
    .replace(/<(script|style)\b[^>]*>[^]*?<\/\1>/gi, " ")
    .replace(/<!--[^]*?-->/g, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/&nbsp;/g, " ")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ")
    .trim();
}

function bounded(text: string): string {
  return text.length > maxMessageLength ? `${text.slice(0, maxMessageLength - 1)}…` : text;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
