import { describe, expect, it } from "vitest";
import { samples, type SampleType } from "../../test/sample-files.js";
import { whatIsCut } from "./check-whole.js";

const ending = [
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "application/pdf",
  "audio/wav",
] as const satisfies readonly SampleType[];

describe("a cut file is seen by its own structure", () => {
  it.each(ending)("%s, whole", (type) => expect(whatIsCut(samples[type], type)).toBeUndefined());

  it.each(ending)("%s, whole, with bytes after its end", (type) => {
    expect(whatIsCut(Uint8Array.of(...samples[type], 1, 2, 3), type)).toBeUndefined();
  });

  it.each(ending)("%s, cut anywhere after its first bytes", (type) => {
    const whole = samples[type];
    // The last line end of a PDF is no part of its end mark.
    const last = type === "application/pdf" ? whole.length - 1 : whole.length;
    for (let length = 12; length < last; length++) {
      expect(whatIsCut(whole.subarray(0, length), type), `${length} of ${whole.length} bytes`).toEqual(
        expect.any(String),
      );
    }
  });

  it("says how much of a RIFF file is there", () => {
    expect(whatIsCut(samples["audio/wav"].subarray(0, 20), "audio/wav")).toBe(
      "its header says 22 bytes and 20 are there",
    );
  });

  it.each([0, 0xff])("takes a WAV whose size was never written: %i", (filler) => {
    expect(
      whatIsCut(
        Uint8Array.of(
          ...samples["audio/wav"].subarray(0, 4),
          filler,
          filler,
          filler,
          filler,
          ...samples["audio/wav"].subarray(8),
        ),
        "audio/wav",
      ),
    ).toBeUndefined();
  });

  it("asks nothing of types without an end", () =>
    expect(whatIsCut(samples["audio/mpeg"], "audio/mpeg")).toBeUndefined());
});
