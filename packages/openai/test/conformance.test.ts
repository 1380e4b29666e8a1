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
        route: "responses",
        model: "gpt-5.4",
        assume: { like: "gpt-5.4" },
        reasoning: { reasoning: { effort: "high", summary: "detailed" } },
        reasonsByDefault: false,
      },
      { route: "responses", model: "gpt-4.1", assume: { like: "gpt-4.1" }, reasonsByDefault: false },
      { route: "chat", model: "gpt-4.1", assume: { like: "gpt-4.1" }, reasonsByDefault: false },
      {
        name: "chat/gpt-5.5, effort none",
        route: "chat",
        model: "gpt-5.5",
        assume: { like: "gpt-5.5" },
        request: { reasoning: { effort: "none" } },
      },
    ],
  },
);
