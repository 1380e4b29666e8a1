import type { House, Rule } from "../house.ts";
import { packagesOf } from "../packages.ts";

const always = ["index", "provider", "settings", "models", "errors"];
const perRoute = ["request", "stream", "response", "wire"];

/** A file, or a folder of that name when it had to be split. */
const has = (house: House, path: string): boolean =>
  house.paths.some((known) => known === `${path}.ts` || known.startsWith(`${path}/`));

export const providerLayout: Rule = {
  name: "provider-layout",
  why: "a question has one file: what we send is request.ts, why is quirks/, can it do X is models.ts",
  check(house) {
    return packagesOf(house)
      .filter(({ kind }) => kind === "provider")
      .flatMap(({ name }) => {
        const folder = `packages/${name}`;
        const routes = new Set(
          house.paths.flatMap(
            (path) => /^packages\/([^/]+)\/src\/routes\/([^/]+)\//.exec(path)?.slice(1, 3).join("/") ?? [],
          ),
        );
        const own = [...routes]
          .filter((route) => route.startsWith(`${name}/`))
          .map((route) => `src/routes/${route.split("/")[1]}`);
        const wires = (own.length > 0 ? own : ["src"]).flatMap((place) => perRoute.map((file) => `${place}/${file}`));
        const files = [...always.map((file) => `src/${file}`), ...wires, "src/simulator"];
        const missing = files.filter((file) => !has(house, `${folder}/${file}`)).map((file) => `${file}.ts`);
        if (!house.paths.includes(`${folder}/README.md`)) missing.push("README.md");
        const provenance = new RegExp(`^${folder}/test/wire/([^/]+/)?README\\.md$`);
        if (!house.paths.some((path) => provenance.test(path))) missing.push("test/wire/README.md");
        return missing.map((file) => ({ path: folder, message: `has no ${file}` }));
      });
  },
};
