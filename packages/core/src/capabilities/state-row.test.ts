import { describe, expect, it } from "vitest";
import type { Assume } from "../contract/capability.js";
import { cellNames, onlyTextAndStreaming, stateRow } from "./state-row.js";

const rows = {
  "acme-2-pro": { seed: { support: "native", source: "page" }, topK: { support: "native", source: "page" } },
} as const;
const state = (assume: unknown) => stateRow(assume as Assume, rows, "acme");
const refused = (code: string, text: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(text) as string });

describe("a row that the caller states", () => {
  it("as another model", () => expect(state({ like: "acme-2-pro" })).toEqual(rows["acme-2-pro"]));
  it("cell by cell, the provider's own cells included", () => {
    expect(state({ tools: "native", topK: "rejected", seed: undefined })).toEqual({
      tools: { support: "native", source: "stated" },
      topK: { support: "rejected", source: "stated" },
    });
  });
  it("as a measured row", () => {
    const measured = {
      tools: { support: "native", source: "probe" },
      seed: [
        { support: "ignored", source: "probe", when: { tools: "some" } },
        { support: "native", source: "probe" },
      ],
    } as const;
    expect(state(measured)).toEqual(measured);
  });
  it("cells beside `like` win", () => {
    expect(state({ like: "acme-2-pro", seed: "ignored" })).toEqual({
      ...rows["acme-2-pro"],
      seed: { support: "ignored", source: "stated" },
    });
  });
  it("refuses a model without a row", () => {
    expect(() => state({ like: "acme-2-por" })).toThrow(refused("unknown_model", 'Did you mean "acme-2-pro"'));
    expect(() => state({ like: "toString" })).toThrow(refused("unknown_model", "toString"));
  });
  it.each([
    [{ tool: "native" }, 'Did you mean "tools"'],
    [{ tools: "yes" }, "must be one of native"],
    [{ tools: true }, "neither a support nor a fact"],
    [{ tools: [] }, "empty list"],
    [{ tools: { support: "native" } }, "has no source"],
    [{ tools: { support: "maybe", source: "x" } }, "must be one of"],
  ])("refuses %j", (assume, text) => expect(() => state(assume)).toThrow(refused("invalid_setting", text)));
});

describe("on a server that is not the vendor's own (requirement S0.1)", () => {
  it("text and streaming are assumed, every other cell is unknown", () => {
    const row = onlyTextAndStreaming(
      Object.fromEntries(cellNames.map((name) => [name, { support: "native", source: "page" }])),
    );
    expect(row).toEqual({
      generate: { support: "native", source: "assumed" },
      system: { support: "native", source: "assumed" },
    });
  });
  it("without any row, too", () => expect(Object.keys(onlyTextAndStreaming({}))).toEqual(["generate", "system"]));
  it("what the vendor's own server refuses is not assumed elsewhere", () => {
    expect(onlyTextAndStreaming({ system: { support: "rejected", source: "page" } }).system).toEqual({
      support: "unknown",
      source: "assumed",
    });
    expect(
      onlyTextAndStreaming({
        generate: [
          { support: "ignored", source: "p", when: { tools: "some" } },
          { support: "native", source: "p" },
        ],
      }).generate,
    ).toMatchObject({ support: "unknown" });
  });
});
