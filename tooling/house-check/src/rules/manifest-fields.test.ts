import { expect, it } from "vitest";
import { houseOf } from "../house.ts";
import { manifestFields } from "./manifest-fields.ts";

const good = {
  name: "@dialect/acme",
  description: "Acme chat models.",
  license: "MIT",
  type: "module",
  engines: { node: ">=22.19" },
  repository: { directory: "packages/acme" },
  publishConfig: { access: "public", provenance: true },
  sideEffects: false,
  exports: {
    ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
    "./simulator": { types: "./dist/simulator/index.d.ts", default: "./dist/simulator/index.js" },
    "./package.json": "./package.json",
  },
  files: ["dist", "src", "!src/**/*.test.ts"],
  peerDependencies: { "@dialect/simulator": "*" },
  peerDependenciesMeta: { "@dialect/simulator": { optional: true } },
};
const check = (manifest: object) =>
  manifestFields
    .check(houseOf({ "packages/acme/package.json": JSON.stringify(manifest) }))
    .map(({ message }) => message);

it("takes the full manifest", () => {
  expect(check(good)).toEqual([]);
  expect(check({ ...good, files: [...good.files, "THIRD-PARTY-NOTICES.md"] })).toEqual([]);
});

it("fires on each field that differs", () => {
  expect(check({ ...good, license: "ISC" })).toEqual(["license is missing or different"]);
  expect(check({ ...good, files: ["dist"] })).toEqual(["files is missing or different"]);
  expect(check({ ...good, engines: { node: ">=18" } })).toEqual(["engines is missing or different"]);
  expect(check({ ...good, repository: { directory: "packages/other" } })).toEqual([
    "repository.directory is missing or different",
  ]);
  expect(check({ ...good, peerDependencies: {} })).toEqual(["peerDependencies is missing or different"]);
  expect(
    check({ ...good, exports: { ...good.exports, ".": { default: "./dist/index.js", types: "./dist/index.d.ts" } } }),
  ).toEqual([`exports["."] (types first) is missing or different`]);
});
