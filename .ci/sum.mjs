/** Sums the JSON reports of the named vitest runs in a folder and prints `N passed, N failed` as the last line. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [folder = "", ...runs] = process.argv.slice(2);
const sum = { passed: 0, failed: 0, skipped: 0 };
const missing = [];

for (const run of runs) {
  const path = join(folder, `${run}.json`);
  if (!existsSync(path)) {
    missing.push(run);
    continue;
  }
  const report = JSON.parse(readFileSync(path, "utf8"));
  sum.passed += report.numPassedTests;
  sum.failed += report.numFailedTests;
  sum.skipped += report.numPendingTests + report.numTodoTests;
  // A file that could not be loaded has no test that could fail: it counts as one.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  for (const { name } of broken) console.log(`could not run: ${name}`);
  sum.failed += broken.length;
}

for (const run of missing) console.log(`no counts of the run "${run}"`);
if (missing.length < runs.length) {
  console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ""}`);
}
process.exitCode = missing.length > 0 || sum.failed > 0 || !(sum.passed > 0) ? 1 : 0;
