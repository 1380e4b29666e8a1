import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/index.ts", "src/simulator/index.ts"],
  format: "esm",
  target: "es2023",
  dts: true,
  sourcemap: true,
  clean: true,
  splitting: true,
  external: ["#transport"],
  noExternal: ["@dialect/chat-completions"],
});
