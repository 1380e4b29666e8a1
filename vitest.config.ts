import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";
import { reporters } from "./tooling/verify/src/reporters.ts";

const source = (path: string): string => fileURLToPath(new URL(`./packages/${path}`, import.meta.url));

// Tests against a local server run only when they are asked for, and then fail if it cannot be reached (docs/smoke.md).
const local = process.env["DIALECT_LOCAL"] === "1";

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@dialect\/core\/provider$/, replacement: source("core/src/provider.ts") },
      { find: /^@dialect\/([a-z-]+)\/simulator$/, replacement: `${source("")}$1/src/simulator/index.ts` },
      { find: /^@dialect\/([a-z-]+)$/, replacement: `${source("")}$1/src/index.ts` },
      { find: /^#transport$/, replacement: source("core/src/transport-undici.ts") },
    ],
  },
  test: {
    include: ["packages/*/src/**/*.test.ts", "packages/*/test/**/*.test.ts", "tooling/*/src/**/*.test.ts"],
    exclude: [...configDefaults.exclude, ...(local ? [] : ["**/*.local.test.ts"])],
    testTimeout: 20_000,
    globalSetup: ["./tooling/network-guard/src/global-setup.ts"],
    setupFiles: ["./tooling/network-guard/src/each-worker.ts"],
    ...reporters("test"),
  },
});
