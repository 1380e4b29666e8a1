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
        model: "kimi-k2.6",
        assume: { like: "kimi-k2.6" },
        reasoning: {},
        reasonsByDefault: true,
      },
      {
        name: "chat/kimi-k2.6, thinking off",
        route: "chat",
        model: "kimi-k2.6",
        assume: { like: "kimi-k2.6" },
        request: { reasoning: { effort: "none" } },
      },
      {
        route: "chat",
        model: "kimi-k3",
        assume: { like: "kimi-k3" },
        reasoning: {},
        reasonsByDefault: true,
      },
    ],
  },
);
runConformance(
  { describe, it },
  {
    // The kit takes the first variable of each kind: those of this route come last in the entry.
    entry: { ...entry, environment: entry.environment.toReversed() },
    startSimulator: async () => {
      const simulator = await startSimulator({});
      return { ...simulator, baseUrl: simulator.codeBaseUrl };
    },
    expectedFailures,
    targets: [
      {
        route: "code",
        model: "kimi-for-coding",
        assume: { like: "kimi-for-coding" },
        reasoning: {},
        reasonsByDefault: true,
      },
    ],
  },
);
