import type { Rule } from "../house.ts";
import { dependenciesOf, packagesOf, type Kind } from "../packages.ts";

const runtime = ["dependencies", "peerDependencies", "optionalDependencies"];
const every = [...runtime, "devDependencies"];

/** Which fields of a package of this kind may not name a provider. */
const closed: Readonly<Record<Kind, readonly string[]>> = {
  provider: every,
  core: every,
  grammar: every,
  shared: runtime,
};

export const providerDependency: Rule = {
  name: "provider-dependency",
  why: "a provider never depends on another provider, and nothing shared depends on one",
  check(house) {
    const packages = packagesOf(house);
    const providers = new Set(packages.filter(({ kind }) => kind === "provider").map(({ name }) => `@dialect/${name}`));
    return packages.flatMap(({ kind, manifest, path }) =>
      closed[kind].flatMap((field) =>
        Object.keys(dependenciesOf(manifest, field))
          .filter((name) => providers.has(name) || (kind === "core" && name.startsWith("@dialect/")))
          .map((name) => ({ path, message: `${field} names ${name}` })),
      ),
    );
  },
};
