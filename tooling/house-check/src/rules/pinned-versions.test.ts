import { expect, it } from "vitest";
import { houseOf } from "../house.ts";
import { pinnedVersions } from "./pinned-versions.ts";

it("fires on a version beside the catalog and on a range inside it", () => {
  const house = houseOf({
    "packages/acme/package.json": JSON.stringify({ devDependencies: { zod: "^4.0.0" } }),
    "pnpm-workspace.yaml": "catalog:\n  undici: ^8.0.0\n",
  });
  expect(pinnedVersions.check(house)).toEqual([
    { path: "packages/acme/package.json", message: `zod is "^4.0.0", not "catalog:" or "workspace:"` },
    { path: "pnpm-workspace.yaml", line: 2, message: "is not exact: undici: ^8.0.0" },
  ]);
});

it("takes the catalog, the workspace and exact versions", () => {
  const house = houseOf({
    "packages/acme/package.json": JSON.stringify({ dependencies: { zod: "catalog:", "@dialect/core": "workspace:^" } }),
    "pnpm-workspace.yaml": `packages:\n  - packages/*\ncatalog:\n  "@types/node": 24.0.0\n`,
  });
  expect(pinnedVersions.check(house)).toEqual([]);
});
