/** Runs every check to its end, prints what failed, and exits 1 if anything did. `--fast` leaves out build and installs. */
import { spawn } from "node:child_process";
import { delimiter, resolve } from "node:path";
import { steps, type Step } from "./steps.ts";

const root = resolve(import.meta.dirname, "../../..");
const environment = {
  ...process.env,
  PATH: [resolve(root, "node_modules/.bin"), process.env["PATH"]].join(delimiter),
  TURBO_TELEMETRY_DISABLED: "1",
  DO_NOT_TRACK: "1",
};

function run(step: Step): Promise<number> {
  return new Promise((done) => {
    const child = spawn(step.command, step.arguments, {
      cwd: root,
      env: environment,
      stdio: ["ignore", "inherit", "inherit"],
      shell: process.platform === "win32",
    });
    child.on("error", (error) => {
      process.stdout.write(`${step.name}: ${error.message}\n`);
      done(1);
    });
    child.on("close", (code) => done(code ?? 1));
  });
}

const chosen = process.argv.includes("--fast") ? steps.filter(({ fast }) => fast) : steps;
const outcomes: { readonly name: string; readonly code: number; readonly seconds: number }[] = [];
for (const step of chosen) {
  process.stdout.write(`\n── ${step.name}: ${[step.command, ...step.arguments].join(" ")}\n`);
  const start = performance.now();
  // One after the other: two cores are busy with one of these.
  const code = await run(step);
  outcomes.push({ name: step.name, code, seconds: (performance.now() - start) / 1000 });
}
process.stdout.write("\n");
for (const { name, code, seconds } of outcomes) {
  process.stdout.write(`${code === 0 ? "ok  " : "FAIL"} ${name.padEnd(12)} ${seconds.toFixed(1)} s\n`);
}
process.exitCode = outcomes.every(({ code }) => code === 0) ? 0 : 1;
