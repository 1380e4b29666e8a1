import { expect, it } from "vitest";
import { houseOf } from "../house.ts";
import { insideTheRepo } from "./inside-the-repo.ts";

const check = (path: string, text: string) =>
  insideTheRepo.check(houseOf({ [path]: text })).map(({ message }) => message);

// Kept apart, so that this file passes the rule that it tests.
const slash = "/";

it("fires on a folder of one machine", () => {
  expect(check("docs/guide.md", `See ${slash}home/ann/notes.md`)).toHaveLength(1);
  expect(check("packages/core/src/a.ts", `const file = "${slash}root/cache";`)).toHaveLength(1);
});

it("fires on an import and a link that leave the repository", () => {
  expect(check("packages/core/src/a.ts", `import "../../../../notes.js";`)).toEqual([
    "leads outside: ../../../../notes.js",
  ]);
  expect(check("docs/guide.md", "[notes](../../notes.md)")).toEqual(["leads outside: ../../notes.md"]);
});

it("takes relative links inside, and URLs", () => {
  expect(check("docs/guide.md", "[errors](./errors.md), [home](https://example.com/home/)")).toEqual([]);
});
