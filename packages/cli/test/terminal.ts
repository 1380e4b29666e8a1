/** The CLI as bin.ts runs it, but with the providers of this repository's sources instead of installed packages. */
import process from "node:process";
import { DialectError } from "@dialect/core";
import { run } from "../src/program.js";
import type { SimulatorModule } from "../src/registry.js";

const providers = {
  openai: {
    entry: async () => (await import("@dialect/openai")).entry,
    simulator: () => import("@dialect/openai/simulator"),
  },
  deepseek: {
    entry: async () => (await import("@dialect/deepseek")).entry,
    simulator: () => import("@dialect/deepseek/simulator"),
  },
};
const pick = (id: string): (typeof providers)["openai" | "deepseek"] => {
  if (Object.hasOwn(providers, id)) return providers[id as "openai" | "deepseek"];
  throw new DialectError("unknown_provider", {
    message: `There is no provider ${JSON.stringify(id)}; installed here: openai, deepseek.`,
  });
};

process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  registry: {
    ids: async () => Object.keys(providers),
    provider: async (id) => pick(id).entry(),
    simulator: async (id) => pick(id).simulator() as Promise<SimulatorModule>,
  },
  stopped: new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  }),
});
