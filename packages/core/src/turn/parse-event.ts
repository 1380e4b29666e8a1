import type { Json } from "../contract/json.js";
import { DialectError } from "../error.js";
import { excerpt } from "./failure.js";

/** A wire text as JSON. @throws DialectError `malformed_event` with the start of the text. */
export function parseEvent(data: string): Json {
  try {
    return JSON.parse(data) as Json;
  } catch (cause) {
    throw new DialectError("malformed_event", {
      message: `${excerpt(data, 120)} is not JSON (${(cause as Error).message}).`,
      cause,
    });
  }
}
