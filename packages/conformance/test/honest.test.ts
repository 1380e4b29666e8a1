import { describe, it } from "vitest";
import { runConformance } from "../src/index.js";
import { acme } from "./acme/provider.js";
import { startSimulator } from "./acme/simulator.js";

runConformance(
  { describe, it },
  {
    entry: acme(),
    startSimulator,
    expectedFailures: [],
    targets: [{ route: "chat", model: "acme-1", reasoning: { reasoning: { effort: "low" } }, reasonsByDefault: false }],
  },
);
