import { expect, it } from "vitest";
import { houseOf } from "../house.ts";
import { rowSources } from "./row-sources.ts";

const models = (source: string, table: string): string =>
  `export const sources = { page: ${table} } as const;
export const models = { chat: { "acme-2": { stop: { support: "native", source: "${source}" } } } } as const;`;
const page = `{ url: "https://docs.acme.example/chat", evidence: "documented", read: "2026-11-12" }`;
const check = (text: string, recording = "chat.sse") =>
  rowSources
    .check(
      houseOf({
        "packages/acme/package.json": "{}",
        "packages/acme/src/models.ts": text,
        [`packages/acme/test/wire/${recording}`]: "",
      }),
    )
    .map(({ message }) => message);

it("takes a cell whose source is a dated page or a recording in test/wire", () => {
  expect(check(models("page", page))).toEqual([]);
  expect(check(models("page", `{ wire: "chat.sse", evidence: "recorded", read: "2026-11-12" }`))).toEqual([]);
});

it("fires on a source that no table has, on one without a date, without a place, and without its recording", () => {
  expect(check(models("other", page))).toEqual([`cites "other", which is in no sources table`]);
  expect(check(models("page", page.replace("2026-11-12", "last week")))).toEqual([
    `a source was read on "last week", which is no date`,
  ]);
  expect(check(models("page", page.replace("https:", "http:")))).toEqual([
    "a source has neither a recording nor an https page",
  ]);
  expect(check(models("page", `{ wire: "gone.sse", evidence: "recorded", read: "2026-11-12" }`))).toEqual([
    "a source names the recording gone.sse, which is not in test/wire",
  ]);
});
