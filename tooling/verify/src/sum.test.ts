import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";

const script = join(import.meta.dirname, "../../../.ci/sum.mjs");
const folder = mkdtempSync(join(tmpdir(), "sum-"));
afterEach(() => rmSync(folder, { recursive: true }));

function sum(reports: Readonly<Record<string, object>>): {
  readonly last: string | undefined;
  readonly status: number | null;
} {
  const place = mkdtempSync(join(folder, "-"));
  for (const [name, report] of Object.entries(reports)) {
    const whole = {
      numPassedTests: 0,
      numFailedTests: 0,
      numPendingTests: 0,
      numTodoTests: 0,
      testResults: [],
      ...report,
    };
    writeFileSync(join(place, `${name}.json`), JSON.stringify(whole));
  }
  const { stdout, status } = spawnSync(process.execPath, [script, place, "test", "packed"], { encoding: "utf8" });
  return { last: stdout.trimEnd().split("\n").at(-1), status };
}

it("the last line of .ci/run sums both runs, and fails on a failure, a file that could not load, and a missing count", () => {
  expect(sum({ test: { numPassedTests: 7 }, packed: { numPassedTests: 2 } })).toEqual({
    last: "9 passed, 0 failed",
    status: 0,
  });
  expect(sum({ test: { numPassedTests: 7, numFailedTests: 1, numPendingTests: 1 }, packed: {} })).toEqual({
    last: "7 passed, 1 failed, 1 skipped",
    status: 1,
  });
  const unloaded = { numPassedTests: 7, testResults: [{ name: "a.test.ts", status: "failed", assertionResults: [] }] };
  expect(sum({ test: unloaded, packed: {} })).toEqual({ last: "7 passed, 1 failed", status: 1 });
  expect(sum({ test: { numPassedTests: 7 } })).toEqual({ last: "7 passed, 0 failed", status: 1 });
  expect(sum({})).toEqual({ last: `no counts of the run "packed"`, status: 1 });
  expect(sum({ test: {}, packed: {} })).toEqual({ last: "0 passed, 0 failed", status: 1 });
});
