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
        route: "responses",
        model: "gpt-5.4",
        assume: { like: "gpt-5.4" },
        reasoning: { reasoning: { effort: "high", summary: "detailed" } },
        reasonsByDefault: false,
      },
      { route: "chat", model: "gpt-4.1", assume: { like: "gpt-4.1" }, reasonsByDefault: false },
    ],
  },
);
