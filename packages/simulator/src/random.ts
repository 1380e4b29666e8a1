/** Numbers that a seed decides. */
export interface Random {
  /** From 0 up to, not including, 1. */
  fraction(): number;
  /** A whole number, both ends included. */
  between(low: number, high: number): number;
  pick<T>(values: readonly [T, ...T[]]): T;
}

/**
 * mulberry32: 32 bits of state, good enough to pick faults, the same on every machine.
 *
 * @see https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32 (read 2026-11-21)
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number): number => low + Math.floor(fraction() * (high - low + 1));
  return { fraction, between, pick: (values) => values[between(0, values.length - 1)] ?? values[0] };
}
