import { defineConfig } from "vitest/config";
import { reporters } from "../verify/src/reporters.ts";

// The checks of what users install. They need the built packages and the npm registry, so they are part of `verify`,
// not of the default suite and its network guard.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["test/**/*.test.ts"],
    globalSetup: ["./src/global-setup.ts"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    ...reporters("packed"),
  },
});
