#!/usr/bin/env node
import process from "node:process";
import { run } from "./program.js";
import { installedProviders } from "./registry.js";

const stopped = new Promise<void>((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
});

// A closed pipe (`dialect models acme | head -1`) is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  registry: installedProviders(process.cwd(), import.meta.url),
  stopped,
});
