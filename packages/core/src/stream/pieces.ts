import { DialectError } from "../error.js";

/** Longest line, and longest data of one event: 64 Mi characters. */
export const defaultMaxBufferBytes = 67_108_864;

/** Text that waits for its line end. */
export interface Pieces {
  readonly length: number;
  add(text: string): void;
  /** All of it and `last`; empty afterwards. */
  take(last: string): string;
}

/**
 * Fragments are kept and joined once: a 2 MB line in 20-byte reads costs 45 ms so (Node 24), and minutes if the waiting part is
 * joined or searched again with each read.
 */
export function createPieces(): Pieces {
  let blocks: string[] | undefined;
  let pieces: string[] = [];
  let length = 0;
  return {
    get length() {
      return length;
    },
    add(text) {
      pieces.push(text);
      length += text.length;
      // One-byte reads would need 8 bytes of array for each character up to the limit.
      if (pieces.length === 4096) {
        (blocks ??= []).push(pieces.join(""));
        pieces = [];
      }
    },
    take(last) {
      pieces.push(last);
      const text = blocks === undefined ? pieces.join("") : blocks.join("") + pieces.join("");
      blocks = undefined;
      pieces = [];
      length = 0;
      return text;
    },
  };
}

/** @throws DialectError `malformed_event` that names the limit */
export function overLimit(what: string, length: number, limit: number): DialectError {
  return new DialectError("malformed_event", {
    message: `${what} has ${length} characters or more; the limit is ${limit} (maxBufferBytes).`,
  });
}
