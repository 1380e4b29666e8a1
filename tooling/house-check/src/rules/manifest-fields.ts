import { isDeepStrictEqual } from "node:util";
import type { Rule } from "../house.ts";
import { packagesOf, type Package } from "../packages.ts";

const same: Readonly<Record<string, unknown>> = {
  license: "MIT",
  type: "module",
  engines: { node: ">=22.19" },
  sideEffects: false,
  publishConfig: { access: "public", provenance: true },
};

function wrongFields({ name, kind, manifest }: Package): readonly string[] {
  const wrong = Object.keys(same).filter((field) => !isDeepStrictEqual(manifest[field], same[field]));
  // Licences of bundled code travel with the package that bundles it.
  const files = (manifest["files"] as readonly string[] | undefined)?.filter(
    (file) => file !== "THIRD-PARTY-NOTICES.md",
  );
  if (!isDeepStrictEqual(files, ["dist", "src", "!src/**/*.test.ts"])) wrong.push("files");
  if (manifest.name !== `@dialect/${name}`) wrong.push("name");
  if (typeof manifest["description"] !== "string" || manifest["description"] === "") wrong.push("description");
  const repository = manifest["repository"] as { readonly directory?: string } | undefined;
  if (repository?.directory !== `packages/${name}`) wrong.push("repository.directory");
  const exported = (manifest["exports"] ?? {}) as Record<string, unknown>;
  if (exported["./package.json"] !== "./package.json") wrong.push(`exports["./package.json"]`);
  for (const [entry, conditions] of Object.entries(exported)) {
    if (typeof conditions === "object" && Object.keys(conditions ?? {})[0] !== "types")
      wrong.push(`exports["${entry}"] (types first)`);
  }
  if (kind !== "provider") return wrong;
  if (exported["./simulator"] === undefined) wrong.push(`exports["./simulator"]`);
  const optional = { "@dialect/simulator": { optional: true } };
  if (!isDeepStrictEqual(manifest["peerDependencies"], { "@dialect/simulator": "*" })) wrong.push("peerDependencies");
  if (!isDeepStrictEqual(manifest["peerDependenciesMeta"], optional)) wrong.push("peerDependenciesMeta");
  return wrong;
}

export const manifestFields: Rule = {
  name: "manifest-fields",
  why: "every published package has the same fields, so that nobody has to read two manifests to know one",
  check(house) {
    return packagesOf(house).flatMap((one) =>
      wrongFields(one).map((field) => ({ path: one.path, message: `${field} is missing or different` })),
    );
  },
};
