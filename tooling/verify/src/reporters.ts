import { join } from "node:path";

/**
 * Reporters of one vitest run. With `DIALECT_TEST_REPORTS` (a folder) the run also leaves its counts there as JSON,
 * which `.ci/run` sums.
 */
export function reporters(run: string): { reporters: string[]; outputFile?: { json: string } } {
  const folder = process.env["DIALECT_TEST_REPORTS"];
  if (folder === undefined || folder === "") return { reporters: ["default"] };
  return { reporters: ["default", "json"], outputFile: { json: join(folder, `${run}.json`) } };
}
