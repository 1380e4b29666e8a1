/**
 * Turns targets and checks into named tests, with the ratchet of expected failures on top.
 */
import { withBench, type Bench } from "./bench.js";
import type { Check } from "./check.js";
import { allChecks } from "./checks.js";
import { refuses, refusingCells, requestUsing } from "./checks/capabilities.js";
import { type ConformanceOptions, type ExpectedFailure, type Target, targetName } from "./options.js";

export interface PlannedCheck {
  readonly check: Check;
  readonly target: Target;
  readonly expected: ExpectedFailure | undefined;
  /** The verdict of the check alone. `undefined` = the law holds. */
  verdict(): Promise<Error | undefined>;
  /** The verdict with the ratchet: rejects for an unlisted failure and for a listed success. */
  run(): Promise<void>;
}

/** Every check for every target that it applies to. */
export function planChecks(options: ConformanceOptions, checks: readonly Check[] = allChecks): readonly PlannedCheck[] {
  return options.targets.flatMap((target) =>
    checks
      .filter((check) => check.readsReasoning !== true || target.reasoning !== undefined)
      .map((check) => plan(options, target, check)),
  );
}

/** Entries that name no check or no target of this plan: a rename must not hide them. */
export function strayEntries(
  options: ConformanceOptions,
  planned: readonly PlannedCheck[],
): readonly ExpectedFailure[] {
  return (options.expectedFailures ?? []).filter((entry) => !planned.some((one) => one.expected === entry));
}

function plan(options: ConformanceOptions, target: Target, check: Check): PlannedCheck {
  const expected = options.expectedFailures?.find(
    (entry) => entry.check === check.id && (entry.target ?? targetName(target)) === targetName(target),
  );
  const verdict = async (): Promise<Error | undefined> => {
    try {
      await within(
        options.limitMs ?? 20_000,
        withBench(options, target, (bench) => runGated(check, bench)),
      );
      return undefined;
    } catch (cause) {
      return cause instanceof Error ? cause : new Error(String(cause));
    }
  };
  return {
    check,
    target,
    expected,
    verdict,
    async run() {
      const failure = await verdict();
      if (failure === undefined && expected !== undefined) {
        throw new Error(
          `${check.id} is listed as an expected failure (${expected.reason}) and passes: remove the entry.`,
        );
      }
      if (failure !== undefined && expected === undefined) {
        throw new Error(
          `${check.id} for ${targetName(target)}: ${failure.message}\nLaw: ${check.law}\nSource: ${check.source}`,
          { cause: failure },
        );
      }
    },
  };
}

/** Where the row refuses a cell that the check needs, the check is that the refusal happens. */
async function runGated(check: Check, bench: Bench): Promise<void> {
  for (const cell of check.needs ?? []) {
    const request = requestUsing(bench, cell);
    const refusing = refusingCells(bench, [cell], request);
    if (refusing.length > 0) return refuses(bench, refusing, request);
  }
  return check.run(bench);
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The check did not end within ${limitMs} ms.`)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
