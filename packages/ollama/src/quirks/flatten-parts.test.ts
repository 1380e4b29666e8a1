import type { UserPart } from "@dialect/core";
import { expect, it } from "vitest";
import { flattenParts } from "./flatten-parts.js";

const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const text = (value: string): UserPart => ({ type: "text", text: value });
const image: UserPart = { type: "file", mediaType: "image/png", source: { base64: png } };
const flat = (...parts: readonly UserPart[]) => {
  const codes: string[] = [];
  return { ...flattenParts(parts, "messages[0]", ({ code }) => codes.push(code)), codes };
};

it("texts are joined, images lie beside them as plain base64", () => {
  expect(flat(text("one"), text("two"), image)).toEqual({
    text: "one\ntwo",
    images: [{ mediaType: "image/png", base64: png }],
    codes: [],
  });
  expect(flat(image, text("what is it?")).codes).toEqual([]);
});

it("an image between texts loses its place: with a warning", () => {
  expect(flat(text("before"), image, text("after")).codes).toEqual(["part_order_lost"]);
});

it("refuses addresses and other files (router/v1-image-url-http, v1-file-part: 400)", () => {
  const url: UserPart = { type: "file", mediaType: "image/png", source: { url: "https://x.example/y.png" } };
  const csv: UserPart = { type: "file", mediaType: "text/csv", source: { base64: "YSxi" } };
  for (const part of [url, csv])
    expect(() => flat(part)).toThrow(expect.objectContaining({ code: "unsupported_content" }));
});
