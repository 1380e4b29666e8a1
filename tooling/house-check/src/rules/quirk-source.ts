import type { Rule } from "../house.ts";

export const quirkSource: Rule = {
  name: "quirk-source",
  why: "a quirk without evidence is a rumour: its header cites a page or a recording with @see",
  check(house) {
    return house.paths
      .filter((path) => /^packages\/[^/]+\/src\/quirks\/.*\.ts$/.test(path) && !path.endsWith(".test.ts"))
      .filter((path) => {
        const header = /^\/\*\*[\s\S]*?\*\//.exec(house.text(path).trimStart())?.[0] ?? "";
        return !/@see\s+(https?:\/\/\S+|\.\.?\/\S+)/.test(header);
      })
      .map((path) => ({ path, message: "has no @see with a source in its header" }));
  },
};
