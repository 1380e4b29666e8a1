import { resolve } from "node:path";
import { readHouse } from "./house.ts";
import { rules } from "./rules.ts";

const root = resolve(import.meta.dirname, "../../..");
const house = readHouse(root);
let count = 0;
for (const rule of rules) {
  const findings = rule.check(house);
  count += findings.length;
  if (findings.length === 0) continue;
  process.stdout.write(`\n${rule.name}: ${rule.why}\n`);
  for (const { path, line, message } of findings) {
    process.stdout.write(`  ${path}${line === undefined ? "" : `:${line}`}  ${message}\n`);
  }
}
process.stdout.write(`\nhouse-check: ${rules.length} rules, ${house.paths.length} files, ${count} findings\n`);
process.exitCode = count === 0 ? 0 : 1;
