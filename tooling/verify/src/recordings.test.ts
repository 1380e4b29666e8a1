import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Bytes that were recorded or written down in full: wire files and frozen histories. */
const recorded = readdirSync(join(root, "packages"))
  .flatMap((name) => ["wire", "histories"].map((folder) => join(root, "packages", name, "test", folder)))
  .flatMap((folder) => {
    try {
      return readdirSync(folder, { recursive: true, withFileTypes: true });
    } catch {
      return [];
    }
  })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));

const secret =
  /\bsk-(?!(?:test|local|none|key|dummy|x+)\b)[A-Za-z0-9_-]{16,}|\b(?:bearer|basic)\s+[A-Za-z0-9+/_.=-]{16,}|^(?:set-cookie|cookie|x-api-key|authorization):/im;

describe("S2.58: what was recorded holds no key", () => {
  it("no key, bearer token or cookie in any file", () => {
    const holders = recorded.filter((path) => secret.test(readFileSync(path, "latin1")));
    expect(holders.map((path) => relative(root, path))).toEqual([]);
  });

  it("there are recordings, and the pattern finds a key in the ways in which one arrives", () => {
    expect(recorded.length).toBeGreaterThan(60);
    for (const text of [
      '{"message":"Incorrect API key provided: sk-proj-abcdefghij0123456789"}',
      "Authorization: Bearer abcdefghij0123456789",
      "set-cookie: __cf_bm=1",
    ]) {
      expect(text).toMatch(secret);
    }
    expect("the header Authorization is missing; tokens such as sk-test").not.toMatch(secret);
  });
});
