import type { Rule } from "../house.ts";

const vague = /(^|\/)(utils?|common|helpers?|misc|shared|lib)(\/|\.[cm]?[jt]s$|\.test\.ts$)/;

export const namesTheThing: Rule = {
  name: "names-the-thing",
  why: "a folder or file called utils, common, helpers or misc says nothing: name the thing",
  check(house) {
    return house.paths
      .filter((path) => /^(packages|tooling|examples)\//.test(path) && vague.test(path))
      .map((path) => ({ path, message: "has a name that says nothing" }));
  },
};
