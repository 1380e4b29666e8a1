import { createHash } from "node:crypto";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { transformSync } from "esbuild";
import { run } from "./processes.ts";

const root = resolve(import.meta.dirname, "../../..");
const programs = resolve(import.meta.dirname, "../child");
const packed = ["core", "openai"];
// Run by hand, without `pnpm bench`, there may be no pnpm.
const [pnpm, ...pnpmArgs] =
  process.env["npm_config_user_agent"]?.startsWith("pnpm") === true
    ? (["pnpm"] as const)
    : (["npx", "-y", "pnpm@12"] as const);

/**
 * A project of a user outside of the repository: the packages as a release would pack them, installed by npm, and the
 * measuring programs in plain JavaScript, so that a cold start holds no compiler. Kept as long as the packages stay
 * the same.
 */
export async function installedProject(): Promise<string> {
  const folder = join(tmpdir(), `dialect-bench-${contentHash()}`);
  if (!existsSync(folder)) {
    await install(folder);
    removeOld();
  }
  for (const file of readdirSync(programs)) {
    const { code } = transformSync(readFileSync(join(programs, file), "utf8"), {
      loader: "ts",
      format: "esm",
      target: "node22",
    });
    writeFileSync(join(folder, file.replace(/\.ts$/, ".mjs")), code);
  }
  return folder;
}

async function install(folder: string): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), "dialect-bench-new-"));
  writeFileSync(join(work, "package.json"), `{ "name": "bench-consumer", "private": true, "type": "module" }\n`);
  const tarballs: string[] = [];
  for (const name of packed) {
    const tarball = join(work, `${name}.tgz`);
    // `npm pack` would leave `workspace:^` and `catalog:` in the manifest.
    await run(pnpm, [...pnpmArgs, "pack", "--out", tarball], join(root, "packages", name));
    tarballs.push(tarball);
  }
  await run("npm", ["install", "--no-audit", "--no-fund", "--omit=peer", ...tarballs], work);
  try {
    renameSync(work, folder);
  } catch (cause) {
    // Another run was faster.
    rmSync(work, { recursive: true, force: true });
    if (!existsSync(folder)) throw cause;
  }
}

/** Each change of a package leaves a folder of 5 MB; those of the last day may be in use. */
function removeOld(): void {
  for (const name of readdirSync(tmpdir())) {
    const path = join(tmpdir(), name);
    const old = name.startsWith("dialect-bench-") && Date.now() - statSync(path).mtimeMs > 86_400_000;
    if (old) rmSync(path, { recursive: true, force: true });
  }
}

/** Of everything that goes into the tarballs. */
function contentHash(): string {
  const hash = createHash("sha256");
  for (const name of packed) {
    const folder = join(root, "packages", name);
    const dist = join(folder, "dist");
    if (!existsSync(dist)) throw new Error(`packages/${name} is not built: run \`pnpm build\` first.`);
    const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && !entry.name.endsWith(".map"),
    );
    const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
    for (const path of [join(folder, "package.json"), ...paths]) hash.update(path).update(readFileSync(path));
  }
  return hash.digest("hex").slice(0, 16);
}
