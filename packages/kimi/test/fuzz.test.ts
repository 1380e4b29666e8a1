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
        model: "kimi-k2.6",
        assume: { like: "kimi-k2.6" },
        reasoning: {},
        reasonsByDefault: true,
      },
    ],
  },
);
