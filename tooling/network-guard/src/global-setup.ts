import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const guardFile = fileURLToPath(new URL("./guard.cjs", import.meta.url));

/**
 * Puts the guard into the environment of every worker and child before the first worker starts, and fails the run
 * afterwards if anything was refused, swallowed errors included. `DIALECT_LIVE=1` asks for the network: no guard.
 */
export function setup(): (() => void) | undefined {
  if (process.env["DIALECT_LIVE"] === "1") return undefined;
  const folder = mkdtempSync(join(tmpdir(), "dialect-network-guard-"));
  const log = join(folder, "refused.jsonl");
  writeFileSync(log, "");
  process.env["DIALECT_NETWORK_GUARD_LOG"] = log;
  process.env["NODE_OPTIONS"] = `${process.env["NODE_OPTIONS"] ?? ""} --require ${JSON.stringify(guardFile)}`.trim();
  return () => {
    const refused = readFileSync(log, "utf8").split("\n").filter(Boolean);
    rmSync(folder, { recursive: true, force: true });
    if (refused.length > 0) throw new Error(report(refused));
  };
}

function report(lines: readonly string[]): string {
  const each = lines.map((line) => {
    const { action, target, argv, stack } = JSON.parse(line) as Record<string, unknown>;
    return `${String(action)} ${String(target)} in ${String(argv)}\n${String(stack)}`;
  });
  return `The network guard refused ${lines.length} times:\n${each.join("\n\n")}`;
}
