/** Measures our default path against a floor in the same run. See ../README.md. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { installedProject } from "./install.ts";
import { measure, startServer } from "./processes.ts";
import { type Round, resultOf, table } from "./report.ts";
import { tasks } from "./tasks.ts";

const { values } = parseArgs({
  // pnpm may hand its own separator on.
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
  options: { json: { type: "string" }, only: { type: "string" }, rounds: { type: "string", default: "9" } },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1)
  throw new Error(`--rounds ${values.rounds} is not a whole number above 0.`);
const names = values.only?.split(",") ?? tasks.map(({ task }) => task);
const unknown = names.filter((name) => !tasks.some(({ task }) => task === name));
if (unknown.length > 0)
  throw new Error(`--only ${unknown.join(",")} is unknown; tasks are ${tasks.map(({ task }) => task).join(", ")}.`);

const folder = await installedProject();
const server = await startServer();
const say = (text: string): boolean => process.stderr.write(text);
const lines = [];
for (const task of tasks.filter(({ task: name }) => names.includes(name))) {
  say(`${task.task} `);
  const seen: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    // Interleaved, and each side first in turn, so that a machine that slows down slows both.
    const first = round % 2 === 0 ? "ours" : "floor";
    const one = await measure(folder, server, task[first]);
    const other = await measure(folder, server, task[first === "ours" ? "floor" : "ours"]);
    seen.push(first === "ours" ? { ours: one, floor: other } : { ours: other, floor: one });
    say(".");
  }
  say("\n");
  lines.push({ task, result: resultOf(task, seen) });
}
server.close();

process.stdout.write(
  `${table(lines)}\n\nNode ${process.version}, ${rounds} rounds, ratio = median of ours ÷ floor of each round.\n`,
);
const absolute = lines.map(({ result }) => `${result.task} ${result.floor} ${result.unit}`).join(" · ");
process.stdout.write(`Floor: ${absolute}\n`);
if (values.json !== undefined)
  writeFileSync(
    values.json,
    `${JSON.stringify(
      lines.map(({ result }) => result),
      null,
      2,
    )}\n`,
  );
