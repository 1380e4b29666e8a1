import { expect, it } from "vitest";
import { houseOf } from "../house.ts";
import { providerLayout } from "./provider-layout.ts";

const common = ["index", "provider", "settings", "models", "errors", "simulator/index"].map((file) => `src/${file}.ts`);
const wire = ["request", "stream", "response", "wire"];
const flat = [...common, ...wire.map((file) => `src/${file}.ts`), "package.json", "README.md", "test/wire/README.md"];
const house = (files: readonly string[]) =>
  houseOf(Object.fromEntries(files.map((file) => [`packages/acme/${file}`, "{}"])));

it("fires on each missing file", () => {
  const files = flat.filter((file) => file !== "src/stream.ts" && file !== "test/wire/README.md");
  expect(providerLayout.check(house(files)).map(({ message }) => message)).toEqual([
    "has no src/stream.ts",
    "has no test/wire/README.md",
  ]);
});

it("fires on a route without its own reader", () => {
  const routed = [...flat, ...wire.slice(1).map((file) => `src/routes/chat/${file}.ts`)];
  expect(providerLayout.check(house(routed)).map(({ message }) => message)).toEqual([
    "has no src/routes/chat/request.ts",
  ]);
});

it("takes the flat form and the form with routes, and no shared package", () => {
  const routed = flat.map((file) => file.replace(/^src\/(request|stream|response|wire)\./, "src/routes/chat/$1."));
  expect(providerLayout.check(house(flat))).toEqual([]);
  expect(providerLayout.check(house(routed))).toEqual([]);
  expect(providerLayout.check(houseOf({ "packages/core/package.json": "{}" }))).toEqual([]);
});
