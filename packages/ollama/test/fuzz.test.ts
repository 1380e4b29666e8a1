import { runFuzz } from "@dialect/conformance";
import type { Assume, ProviderEntry } from "@dialect/core";
import { describe, it } from "vitest";
import { entry } from "../src/index.js";
import { startSimulator } from "../src/simulator/index.js";
import { inspected } from "./inspected.js";

/** The kit's base URL without a server ends in /v1, which is refused here. */
const rooted: ProviderEntry = {
  ...entry,
  create: ({ baseUrl, ...settings }) =>
    entry.create({ ...settings, ...(baseUrl === undefined ? {} : { baseUrl: baseUrl.replace(/\/v1$/, "") }) }),
};

runFuzz(
  { describe, it },
  {
    entry: rooted,
    startSimulator,
    targets: [
      {
        route: "native",
        model: "qwen3",
        assume: inspected("native", "qwen3") as Assume,
        reasoning: {},
        reasonsByDefault: true,
      },
      {
        route: "chat",
        model: "qwen3",
        assume: inspected("chat", "qwen3") as Assume,
        reasoning: {},
        reasonsByDefault: true,
      },
    ],
  },
);
