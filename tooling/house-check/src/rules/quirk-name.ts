import type { Rule } from "../house.ts";

const vague = /(^|-)(fix|compat|workaround|hack|quirk|misc)(-|\.|$)/;

export const quirkName: Rule = {
  name: "quirk-name",
  why: "a quirk file is a verb and an object that tell what we do: strip-temperature, replay-reasoning",
  check(house) {
    return house.paths
      .filter((path) => /^packages\/[^/]+\/src\/quirks\//.test(path))
      .filter((path) => {
        const name = path.split("/").at(-1) ?? "";
        return !/^[a-z0-9]+(-[a-z0-9]+)+(\.test)?\.ts$/.test(name) || vague.test(name);
      })
      .map((path) => ({ path, message: "is not named verb-object.ts" }));
  },
};
