import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/index.ts"],
  format: "esm",
  target: "es2023",
  // `await using` in a consumer whose `lib` is es2022 or es2023: without this line the declarations do not compile there.
  dts: { banner: '/// <reference lib="esnext.disposable" />' },
  sourcemap: true,
  esbuildOptions(options) {
    // `src` is published beside `dist`: a second copy of it inside each map would be half of the package.
    options.sourcesContent = false;
  },
  clean: true,
  splitting: true,
  external: ["#transport"],
});
