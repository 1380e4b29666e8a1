import type { Split } from "./fault.js";

/** Collects bytes and lets them go in the pieces that a split asks for. */
export interface Cutter {
  /** The pieces that are whole now. */
  add(bytes: Uint8Array): readonly Uint8Array[];
  /** What is left over. */
  flush(): readonly Uint8Array[];
}

/** Offsets count from the start of the body, so that a piece may hold the end of one event and the start of the next. */
export function createCutter(split: Split | undefined): Cutter {
  if (split === undefined || split === "events") return { add: (bytes) => [bytes], flush: () => [] };
  const next = boundaries(split);
  let pending: Uint8Array[] = [];
  let size = 0;
  let offset = 0;
  let boundary = next(offset);

  return {
    add(bytes) {
      const pieces: Uint8Array[] = [];
      let rest = bytes;
      while (offset + size + rest.byteLength >= boundary) {
        const take = boundary - offset - size;
        pieces.push(Buffer.concat([...pending, rest.subarray(0, take)]));
        rest = rest.subarray(take);
        pending = [];
        size = 0;
        offset = boundary;
        boundary = next(offset);
      }
      if (rest.byteLength > 0) {
        pending.push(rest);
        size += rest.byteLength;
      }
      return pieces;
    },
    flush() {
      if (size === 0) return [];
      const piece = Buffer.concat(pending);
      offset += size;
      pending = [];
      size = 0;
      return [piece];
    },
  };
}

/** The first boundary after an offset. */
function boundaries(split: number | readonly number[]): (offset: number) => number {
  if (typeof split === "number") {
    if (!Number.isInteger(split) || split < 1)
      throw new RangeError(`A split is a whole number of bytes, at least 1; got ${split}.`);
    return (offset) => (Math.floor(offset / split) + 1) * split;
  }
  const sorted = [...new Set(split)].filter((at) => at > 0).sort((a, b) => a - b);
  return (offset) => sorted.find((at) => at > offset) ?? Infinity;
}
