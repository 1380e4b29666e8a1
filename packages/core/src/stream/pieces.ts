import { DialectError } from "../error.js";

/** Longest line, and longest data of one event: 64 Mi characters. */
export const defaultMaxBufferBytes = 67_108_864;

/**
 * Text that waits for its line end. Fragments are kept and joined once: a 2 MB line in 20-byte reads costs 45 ms so
 * (Node 24), and minutes if the waiting part is joined or searched again with each read.
 */
export class Pieces {
  length = 0;
  #blocks: string[] | undefined;
  #pieces: string[] | undefined;
  /** Most lines wait once. */
  #first = "";

  add(text: string): void {
    this.length += text.length;
    if (this.length === text.length) {
      this.#first = text;
      return;
    }
    const pieces = (this.#pieces ??= [this.#first]);
    pieces.push(text);
    // One-byte reads would need 8 bytes of array for each character up to the limit.
    if (pieces.length < 4096) return;
    (this.#blocks ??= []).push(pieces.join(""));
    this.#pieces = [];
    this.#first = "";
  }

  /** All of it and `last`; empty afterwards. */
  take(last: string): string {
    const blocks = this.#blocks;
    const pieces = this.#pieces;
    const first = this.#first;
    this.length = 0;
    this.#blocks = undefined;
    this.#pieces = undefined;
    this.#first = "";
    if (pieces === undefined) return first + last;
    pieces.push(last);
    return blocks === undefined ? pieces.join("") : blocks.join("") + pieces.join("");
  }
}

/** @throws DialectError `malformed_event` that names the limit */
export function overLimit(what: string, length: number, limit: number): DialectError {
  return new DialectError("malformed_event", {
    message: `${what} has ${length} characters or more; the limit is ${limit} (maxBufferBytes).`,
  });
}
