import { describe, expect, it } from "vitest";
import { allChecks, planChecks } from "../src/index.js";
import { acme } from "./acme/provider.js";
import { startSimulator } from "./acme/simulator.js";
import { keyMutants } from "./mutants/keys.js";
import { eventMutants, sameMutants, streamMutants } from "./mutants/stream.js";
import { toolMutants } from "./mutants/tools.js";
import { transportMutants } from "./mutants/transport.js";

const mutants = [...transportMutants, ...streamMutants, ...eventMutants, ...sameMutants, ...toolMutants, ...keyMutants];
const target = {
  route: "chat",
  model: "acme-1",
  reasoning: { reasoning: { effort: "low" } },
  reasonsByDefault: false,
} as const;

for (const mutant of mutants) {
  describe(`a provider that ${mutant.name}`, () => {
    for (const id of mutant.caughtBy) {
      it(`is caught by ${id}`, async () => {
        const checks = allChecks.filter((check) => check.id === id);
        const [planned] = planChecks(
          {
            entry: acme(mutant.flaws()),
            startSimulator,
            targets: [target],
            ...(mutant.hangs === true ? { limitMs: 1_000 } : {}),
          },
          checks,
        );
        const failure = await planned?.verdict();
        expect(failure).toBeInstanceOf(Error);
        // By its law, not by a mistake of the check.
        expect(failure?.message).not.toMatch(/is not a function|Cannot read|did not arrive/);
      });
    }
  });
}

it("every check is shown to fail by at least one mutant", () => {
  const caught = new Set(mutants.flatMap((mutant) => mutant.caughtBy));
  expect(allChecks.map((check) => check.id).filter((id) => !caught.has(id))).toEqual([]);
  expect([...caught].filter((id) => !allChecks.some((check) => check.id === id))).toEqual([]);
});

it("ids of checks are unique, and each has a law and a source", () => {
  expect(new Set(allChecks.map((check) => check.id)).size).toBe(allChecks.length);
  for (const check of allChecks) expect([check.law.endsWith("."), check.source.length > 10]).toEqual([true, true]);
});
