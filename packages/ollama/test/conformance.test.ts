import { runConformance } from "@dialect/conformance";
import type { Assume } from "@dialect/core";
import { describe, it } from "vitest";
import { entry } from "../src/index.js";
import { startSimulator } from "../src/simulator/index.js";
import { expectedFailures } from "./expected-failures.js";
import { inspected } from "./inspected.js";

runConformance(
  { describe, it },
  {
    entry,
    startSimulator,
    expectedFailures,
    targets: [
      {
        route: "native",
        model: "qwen3",
        assume: inspected("native", "qwen3") as Assume,
        reasoning: {},
        reasonsByDefault: true,
      },
      {
        route: "native",
        model: "llama3.2",
        assume: inspected("native", "llama3.2") as Assume,
        reasonsByDefault: false,
      },
      { name: "native/a model nobody looked at", route: "native", model: "qwen3-vl" },
      {
        route: "chat",
        model: "qwen3",
        assume: inspected("chat", "qwen3") as Assume,
        reasoning: {},
        reasonsByDefault: true,
      },
      { route: "chat", model: "llama3.2", assume: inspected("chat", "llama3.2") as Assume, reasonsByDefault: false },
    ],
  },
);
