import { join } from "node:path";
import { expect, it } from "vitest";
import { houseOf, readHouse } from "../house.ts";
import { errorDocs } from "./error-docs.ts";

const section = (code: string) => `### \`${code}\`\n\n**Meaning.** m\n**Typical cause.** c\n**What to do.** d\n`;
const check = (page: string) =>
  errorDocs
    .check(
      houseOf({
        "packages/core/src/error-codes.ts": `export const errorCodes = ["rate_limited", "aborted"] as const;`,
        "docs/errors.md": page,
      }),
    )
    .map(({ message }) => message);

it("fires on a code without a heading, a heading without a code, a second heading and a thin one", () => {
  expect(check(section("aborted"))).toEqual(["has no heading for rate_limited"]);
  expect(check(["aborted", "rate_limited", "gone"].map(section).join("\n"))).toEqual([
    "explains gone, which is no code",
  ]);
  expect(check(["aborted", "rate_limited", "aborted"].map(section).join("\n"))).toEqual(["explains aborted twice"]);
  expect(check(`${section("aborted")}\n### \`rate_limited\`\n\nToo fast.`)).toEqual([
    "rate_limited lacks meaning, typical cause or what to do",
  ]);
});

it("docs/errors.md lists every code of packages/core/src/error-codes.ts and no other", () => {
  const house = readHouse(join(import.meta.dirname, "../../../.."));
  expect(house.paths).toContain("docs/errors.md");
  expect(errorDocs.check(house)).toEqual([]);
});
