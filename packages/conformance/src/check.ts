import type { CellName } from "@dialect/core";
import type { Bench } from "./bench.js";

/** One law, and how to see whether it holds. */
export interface Check {
  /** Stable: expected failures and reports name it. */
  readonly id: string;
  /** One sentence. */
  readonly law: string;
  /** Where the law comes from. */
  readonly source: string;
  /** Cells that it uses. Where the row refuses one, the check is that the request is refused, by name, before the network. */
  readonly needs?: readonly CellName[];
  /** Left out for targets that never show reasoning. */
  readonly readsReasoning?: true;
  /** Throws when the law does not hold. */
  run(bench: Bench): Promise<void>;
}
