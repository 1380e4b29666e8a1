import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type Row, runChecks } from "./checks.js";
import { openLanes } from "./lanes.js";
import { paint, printer, printTable } from "./print.js";

const { values } = parseArgs({ options: { json: { type: "string" } } });
const start = performance.now();
const lanes = await openLanes();
const rows: Row[] = [];
try {
  process.stdout.write(
    `${paint.bold("The same tool conversation on every route")}, through real sockets to simulators that refuse like the vendor.\n`,
  );
  for (const lane of lanes) {
    process.stdout.write(`\n${paint.bold(`${lane.provider} ${lane.route}`)} ${paint.dim(lane.simulator.baseUrl)}\n`);
    const { show, flush } = printer();
    const seen = await runChecks(lane, show);
    flush();
    rows.push(...seen);
  }
  process.stdout.write("\n");
  printTable(rows);
  process.stdout.write(`\n${paint.bold("The edges")}\n`);
  for (const row of rows) {
    if (!["refused-locally", "refused-by-simulator", "truncated-tool-call", "strict-json"].includes(row.check))
      continue;
    process.stdout.write(`  ${`${row.provider} ${row.route}`.padEnd(17)} ${row.check.padEnd(21)} ${row.said}\n`);
  }
} finally {
  await Promise.all(lanes.map((lane) => lane.simulator.close()));
}
if (values.json !== undefined) {
  await writeFile(
    values.json,
    `${JSON.stringify(
      rows.map(({ said: _said, ...row }) => row),
      undefined,
      2,
    )}\n`,
  );
}
const failed = rows.filter((row) => row.outcome !== "ok");
process.stdout.write(
  `\n${rows.length - failed.length} of ${rows.length} checks went as they should, in ${Math.round(performance.now() - start)} ms.\n`,
);
for (const row of failed)
  process.stdout.write(`${paint.red("failed")} ${row.provider} ${row.route} ${row.check}: ${row.said}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
