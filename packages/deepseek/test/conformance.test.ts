import { runConformance } from "@dialect/conformance";
import { describe, it } from "vitest";
import { entry } from "../src/index.js";
import { startSimulator } from "../src/simulator/index.js";
import { expectedFailures } from "./expected-failures.js";

runConformance(
  { describe, it },
  {
    entry,
    startSimulator,
    expectedFailures,
    targets: [
      {
        route: "chat",
        model: "deepseek-v4-pro",
        assume: { like: "deepseek-v4-pro" },
        reasoning: {},
        reasonsByDefault: true,
      },
      {
        name: "chat/deepseek-flash, thinking off",
        route: "chat",
        model: "deepseek-flash",
        assume: { like: "deepseek-flash" },
        request: { reasoning: { effort: "none" } },
      },
      {
        route: "beta",
        model: "deepseek-flash",
        assume: { like: "deepseek-flash" },
        reasoning: {},
        reasonsByDefault: true,
      },
    ],
  },
);
