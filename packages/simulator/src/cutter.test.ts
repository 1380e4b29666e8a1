import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCutter } from "./cutter.js";

describe("cutter", () => {
  it("gives the same bytes in pieces that end at the boundaries, whatever the input pieces were", () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 20 })),
        fc.oneof(fc.integer({ min: 1, max: 9 }), fc.array(fc.nat(60))),
        (inputs, split) => {
          const cutter = createCutter(split);
          const out = [...inputs.flatMap((bytes) => cutter.add(bytes)), ...cutter.flush()];
          expect(Buffer.concat(out)).toEqual(Buffer.concat(inputs));
          const ends = out
            .map((_, at) => out.slice(0, at + 1).reduce((sum, piece) => sum + piece.byteLength, 0))
            .slice(0, -1);
          const total = Buffer.concat(inputs).byteLength;
          const wanted =
            typeof split === "number"
              ? Array.from({ length: Math.floor(total / split) }, (_, at) => (at + 1) * split)
              : [...new Set(split)].filter((at) => at > 0 && at <= total).sort((a, b) => a - b);
          expect(ends).toEqual(wanted.filter((at) => at < total));
        },
      ),
    );
  });

  it("lets bytes go as they come without a split, or with one per event", () => {
    for (const split of [undefined, "events"] as const) {
      expect(createCutter(split).add(new Uint8Array([1, 2]))).toEqual([new Uint8Array([1, 2])]);
    }
  });
});
