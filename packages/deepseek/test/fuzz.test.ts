import { runFuzz } from "@dialect/conformance";
import { describe, it } from "vitest";
import { entry } from "../src/index.js";
import { startSimulator } from "../src/simulator/index.js";

runFuzz(
  { describe, it },
  {
    entry,
    startSimulator,
    targets: [
      {
        route: "chat",
        model: "deepseek-v4-pro",
        assume: { like: "deepseek-v4-pro" },
        reasoning: {},
        reasonsByDefault: true,
      },
    ],
  },
);
