import type { Fault, FaultMatch } from "./fault.js";

export interface FaultQueue {
  add(faults: readonly Fault[], match: FaultMatch): void;
  /** The faults for a request, of the first entry that matches it. */
  take(request: { readonly method: string; readonly path: string }): readonly Fault[];
}

interface Entry {
  readonly faults: readonly Fault[];
  readonly match: FaultMatch;
  skip: number;
  left: number;
}

export function createFaultQueue(): FaultQueue {
  const entries: Entry[] = [];
  return {
    add(faults, match) {
      entries.push({ faults, match, skip: match.nth ?? 0, left: match.times ?? 1 });
    },
    take(request) {
      const fits = entries.filter((entry) => matches(entry.match, request));
      const due = fits.find((entry) => entry.skip === 0);
      for (const entry of fits) if (entry.skip > 0) entry.skip -= 1;
      if (due === undefined) return [];
      due.left -= 1;
      if (due.left <= 0) entries.splice(entries.indexOf(due), 1);
      return due.faults;
    },
  };
}

function matches(match: FaultMatch, request: { readonly method: string; readonly path: string }): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== request.method) return false;
  if (match.path === undefined) return true;
  // A RegExp with the flag `g` remembers where it stopped.
  return typeof match.path === "string" ? match.path === request.path : request.path.search(match.path) >= 0;
}

/** One line for the log. */
export function faultName(fault: Fault): string {
  const { kind, ...rest } = fault;
  const details = Object.entries(rest).map(
    ([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  return [kind, ...details].join(" ");
}
