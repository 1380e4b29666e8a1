import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/index.ts", "src/simulator/index.ts"],
  format: "esm",
  target: "es2023",
  dts: true,
  sourcemap: true,
  esbuildOptions(options) {
    // `src` is published beside `dist`: a second copy of it inside each map would be half of the package.
    options.sourcesContent = false;
  },
  clean: true,
  splitting: true,
  external: ["#transport"],
  noExternal: ["@dialect/chat-completions"],
});
