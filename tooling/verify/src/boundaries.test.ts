import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from "dependency-cruiser";
import { afterAll, expect, it } from "vitest";

const config = (await import(new URL("../../../.dependency-cruiser.mjs", import.meta.url).href)) as {
  readonly default: IFlattenedRuleSet;
};
const folder = mkdtempSync(join(tmpdir(), "boundaries-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Names of the rules that an import from one file to another violates. */
async function broken(from: string, to: string, name?: string): Promise<readonly string[]> {
  const root = mkdtempSync(join(folder, "case-"));
  const up = "../".repeat(from.split("/").length - 1);
  for (const [path, text] of [
    [to, "export const fact = 1;\n"],
    [from, `export { fact } from "${name ?? up + to}";\n`],
  ] as const) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const { forbidden = [] } = config.default;
  const result = await cruise(["packages"], {
    baseDir: root,
    validate: true,
    ruleSet: { forbidden },
    tsPreCompilationDeps: true,
  });
  return (result.output as ICruiseResult).summary.violations.map(({ rule }) => rule.name);
}

it.each([
  ["packages/acme/src/request.ts", "packages/other/src/index.ts", "no-provider-to-provider"],
  ["packages/acme/test/a.test.ts", "packages/other/src/index.ts", "no-provider-to-provider"],
  ["packages/core/src/a.ts", "packages/chat-completions/src/index.ts", "core-stands-alone"],
  ["packages/responses/src/a.ts", "packages/chat-completions/src/index.ts", "grammar-to-core-only"],
  ["packages/chat-completions/src/a.ts", "packages/acme/src/index.ts", "grammar-to-core-only"],
  ["packages/cli/src/load.ts", "packages/acme/src/index.ts", "shared-to-no-provider"],
  ["packages/acme/src/simulator/chat.ts", "packages/acme/src/request.ts", "simulator-shares-nothing"],
  ["packages/acme/src/simulator/chat.ts", "packages/core/src/index.ts", "simulator-shares-nothing"],
  ["packages/acme/src/provider.ts", "packages/acme/src/simulator/index.ts", "client-without-simulator"],
  ["packages/acme/src/request.ts", "packages/core/src/redact.ts", "packages-by-their-doors"],
  ["packages/acme/src/request.ts", "packages/acme/src/request.test.ts", "no-test-in-source"],
])("an import in %s of %s is refused by %s", async (from, to, rule) => {
  expect(await broken(from, to)).toContain(rule);
});

it("an import of a provider's simulator by name is refused too", async () => {
  const name = "@dialect/other/simulator";
  expect(await broken("packages/acme/src/a.ts", "packages/other/src/simulator/index.ts", name)).toContain(
    "no-provider-to-provider",
  );
  expect(await broken("packages/cli/src/a.ts", "packages/other/src/simulator/index.ts", name)).toContain(
    "shared-to-no-provider",
  );
  expect(await broken("packages/other/test/a.ts", "packages/other/src/simulator/index.ts", name)).toEqual([]);
});

it.each([
  ["packages/acme/src/request.ts", "packages/core/src/provider.ts"],
  ["packages/acme/src/request.ts", "packages/chat-completions/src/index.ts"],
  ["packages/cli/src/chat.test.ts", "packages/acme/src/simulator/index.ts"],
  ["packages/acme/src/simulator/chat.ts", "packages/acme/src/simulator/rules.ts"],
  ["packages/acme/src/simulator/chat.ts", "packages/simulator/src/index.ts"],
  ["packages/acme/src/request.test.ts", "packages/acme/src/simulator/index.ts"],
])("an import in %s of %s is allowed", async (from, to) => {
  expect(await broken(from, to)).toEqual([]);
});
