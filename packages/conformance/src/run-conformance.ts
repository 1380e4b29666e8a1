import type { ConformanceOptions, Runner } from "./options.js";
import { targetName } from "./options.js";
import { planChecks, strayEntries } from "./plan.js";

/**
 * Registers every check as a test of the given runner. One line in a provider's `test/conformance.test.ts`.
 *
 * @example
 * runConformance({ describe, it }, { entry, startSimulator, targets: [{ route: "chat", model: "acme-2" }], expectedFailures });
 */
export function runConformance(runner: Runner, options: ConformanceOptions): void {
  const planned = planChecks(options);
  // A little more than the limit of a check, so that the check says what hung.
  const limitMs = (options.limitMs ?? 20_000) + 5_000;
  for (const target of options.targets) {
    runner.describe(`conformance of ${options.entry.id} ${targetName(target)}`, () => {
      for (const one of planned.filter((each) => each.target === target)) {
        const expected = one.expected === undefined ? "" : ` [expected to fail: ${one.expected.reason}]`;
        runner.it(`${one.check.id}: ${one.check.law}${expected}`, () => one.run(), limitMs);
      }
    });
  }
  runner.describe(`conformance of ${options.entry.id}`, () => {
    runner.it("every expected failure names a check and a target that exist", async () => {
      const stray = strayEntries(options, planned).map((entry) => `${entry.check} ${entry.target ?? ""}`.trim());
      if (stray.length > 0) throw new Error(`Expected failures without a check: ${stray.join(", ")}.`);
    });
  });
}
