import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/index.ts", "src/provider.ts", "src/transport-fetch.ts", "src/transport-undici.ts"],
  format: "esm",
  target: "es2023",
  dts: true,
  sourcemap: true,
  clean: true,
  splitting: true,
  external: ["#transport"],
  noExternal: ["@cfworker/json-schema"],
});
