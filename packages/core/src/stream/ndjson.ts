import { createTextReader } from "./decode-text.js";
import { createPieces, defaultMaxBufferBytes, overLimit } from "./pieces.js";
import type { StreamDecoder } from "./sse.js";

export interface NdjsonCallbacks {
  /** One line without its line end; blank lines are skipped. */
  line(text: string): void;
  /** Most characters that one line may have. @defaultValue 67_108_864 */
  maxBufferBytes?: number;
}

/**
 * Newline-delimited JSON. A line ends at \n; a \r before it is taken off, any other is white space of the JSON. The
 * last line needs no line end.
 *
 * @throws DialectError `malformed_event` from `push`, if a line is longer than `maxBufferBytes`.
 * @see https://github.com/ndjson/ndjson-spec
 */
export function createNdjsonDecoder(callbacks: NdjsonCallbacks): StreamDecoder {
  const limit = callbacks.maxBufferBytes ?? defaultMaxBufferBytes;
  const reader = createTextReader();
  const waiting = createPieces();
  let started = false;

  const deliver = (line: string): void => {
    const text = line.endsWith("\r") ? line.slice(0, -1) : line;
    // Only a line that starts with white space can be blank.
    if (text.length === 0 || (text.charCodeAt(0) <= 32 && text.trim() === "")) return;
    callbacks.line(text);
  };
  const read = (decoded: string): void => {
    let text = decoded;
    if (!started && text.length > 0) {
      started = true;
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    }
    let at = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", at)) {
      const line = text.slice(at, end);
      const whole = at === 0 && waiting.length > 0 ? waiting.take(line) : line;
      if (whole.length > limit) throw overLimit("A line", whole.length, limit);
      deliver(whole);
      at = end + 1;
    }
    if (at < text.length) {
      waiting.add(at === 0 ? text : text.slice(at));
      if (waiting.length > limit) throw overLimit("A line", waiting.length, limit);
    }
  };

  return {
    push: (bytes) => read(reader.decode(bytes)),
    end() {
      read(reader.end());
      if (waiting.length > 0) deliver(waiting.take(""));
    },
  };
}
