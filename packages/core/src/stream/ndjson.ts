import { TextReader } from "./decode-text.js";
import { defaultMaxBufferBytes, overLimit, Pieces } from "./pieces.js";
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
  return new NdjsonDecoder(callbacks);
}

class NdjsonDecoder implements StreamDecoder {
  readonly #callbacks: NdjsonCallbacks;
  readonly #limit: number;
  readonly #reader = new TextReader();
  readonly #waiting = new Pieces();
  #started = false;

  constructor(callbacks: NdjsonCallbacks) {
    this.#callbacks = callbacks;
    this.#limit = callbacks.maxBufferBytes ?? defaultMaxBufferBytes;
  }

  push(bytes: Uint8Array): void {
    this.#read(this.#reader.decode(bytes));
  }

  end(): void {
    this.#read(this.#reader.end());
    if (this.#waiting.length > 0) this.#deliver(this.#waiting.take(""));
  }

  #read(decoded: string): void {
    let text = decoded;
    if (!this.#started && text.length > 0) {
      this.#started = true;
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    }
    let at = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", at)) {
      const line = text.slice(at, end);
      const whole = this.#waiting.length > 0 ? this.#waiting.take(line) : line;
      if (whole.length > this.#limit) throw overLimit("A line", whole.length, this.#limit);
      this.#deliver(whole);
      at = end + 1;
    }
    if (at === text.length) return;
    this.#waiting.add(at === 0 ? text : text.slice(at));
    if (this.#waiting.length > this.#limit) throw overLimit("A line", this.#waiting.length, this.#limit);
  }

  #deliver(line: string): void {
    const text = line.endsWith("\r") ? line.slice(0, -1) : line;
    // Only a line that starts with white space can be blank.
    if (text.length === 0 || (text.charCodeAt(0) <= 32 && text.trim() === "")) return;
    this.#callbacks.line(text);
  }
}
