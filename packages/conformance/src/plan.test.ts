import { describe, expect, it } from "vitest";
import { acme } from "../test/acme/provider.js";
import { startSimulator } from "../test/acme/simulator.js";
import type { Check } from "./check.js";
import type { ConformanceOptions, ExpectedFailure } from "./options.js";
import { planChecks, strayEntries } from "./plan.js";
import { runConformance } from "./run-conformance.js";

const target = { route: "chat", model: "acme-1" } as const;
const options: ConformanceOptions = { entry: acme(), startSimulator, targets: [target], limitMs: 2_000 };
const holds: Check = { id: "a.holds", law: "It holds.", source: "this test", run: () => Promise.resolve() };
const breaks: Check = {
  id: "a.breaks",
  law: "It does not.",
  source: "this test",
  run: () => Promise.reject(new Error("seen: 7")),
};
const listed = (check: string, name?: string): ExpectedFailure => ({
  check,
  reason: "known",
  source: "this test",
  date: "2026-11-21",
  ...(name === undefined ? {} : { target: name }),
});
const run = (check: Check, ...expectedFailures: readonly ExpectedFailure[]): Promise<void> | undefined =>
  planChecks({ ...options, expectedFailures }, [check])[0]?.run();

describe("the ratchet of expected failures", () => {
  it("holds and unlisted, fails and listed: fine", async () => {
    await run(holds);
    await run(breaks, listed("a.breaks"));
    await run(breaks, listed("a.breaks", "chat/acme-1"));
  });

  it("fails and unlisted: red, with what was seen, the law and the source", async () => {
    await expect(run(breaks)).rejects.toThrow(
      /a\.breaks for chat\/acme-1: seen: 7\nLaw: It does not\.\nSource: this test/,
    );
    await expect(run(breaks, listed("a.breaks", "chat/other"))).rejects.toThrow(/seen: 7/);
  });

  it("holds and listed: red, the entry is stale", async () => {
    await expect(run(holds, listed("a.holds"))).rejects.toThrow(
      /expected failure \(known\) and passes: remove the entry/,
    );
  });

  it("an entry for a check or target that does not exist is told", () => {
    const expectedFailures = [listed("a.holds"), listed("a.renamed"), listed("a.holds", "chat/other")];
    const planned = planChecks({ ...options, expectedFailures }, [holds]);
    expect(strayEntries({ ...options, expectedFailures }, planned).map((entry) => [entry.check, entry.target])).toEqual(
      [
        ["a.renamed", undefined],
        ["a.holds", "chat/other"],
      ],
    );
  });
});

describe("a plan", () => {
  it("leaves checks of reasoning to targets that show it", () => {
    const check: Check = { ...holds, readsReasoning: true };
    expect(planChecks(options, [check])).toHaveLength(0);
    expect(planChecks({ ...options, targets: [{ ...target, reasoning: {} }] }, [check])).toHaveLength(1);
  });

  it("asks for the refusal where the row refuses a cell that the check needs", async () => {
    let ran = false;
    const check: Check = { ...holds, needs: ["tools", "seed"], run: () => Promise.resolve(void (ran = true)) };
    await planChecks(options, [check])[0]?.run();
    expect(ran).toBe(false);
    await planChecks(options, [{ ...check, needs: ["tools"] }])[0]?.run();
    expect(ran).toBe(true);
    const open: ConformanceOptions = { ...options, entry: acme({ unchecked: true }) };
    await expect(planChecks(open, [check])[0]?.run()).rejects.toThrow(/capability_unknown/);
  });

  it("ends a check that hangs, and says so", async () => {
    const hangs: Check = { ...holds, run: () => new Promise(() => undefined) };
    await expect(planChecks({ ...options, limitMs: 30 }, [hangs])[0]?.run()).rejects.toThrow(
      /did not end within 30 ms/,
    );
  });

  it("notices an exchange that is left open after the check", async () => {
    const leaks: Check = {
      ...holds,
      async run(bench) {
        bench.simulator.fault({ kind: "stall", after: "request" });
        void bench.stream();
        while (bench.simulator.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
      },
    };
    await expect(planChecks({ ...options, limitMs: 10_000 }, [leaks])[0]?.run()).rejects.toThrow(
      /1 exchanges were left open/,
    );
  });
});

describe("runConformance", () => {
  it("registers every check of every target with the injected runner", async () => {
    const names: string[] = [];
    const bodies: (() => Promise<void>)[] = [];
    const runner = {
      describe: (name: string, body: () => void): void => {
        names.push(name);
        body();
      },
      it: (name: string, body: () => Promise<void>): void => {
        names.push(name);
        bodies.push(body);
      },
    };
    runConformance(runner, { ...options, expectedFailures: [listed("nothing.like-it")] });
    expect(names[0]).toBe("conformance of acme chat/acme-1");
    expect(names).toContain(
      "transport.html-page: A web page with status 200 is unexpected_content_type, never an empty answer.",
    );
    await expect(bodies.at(-1)?.()).rejects.toThrow(/without a check: nothing\.like-it/);
  });
});
