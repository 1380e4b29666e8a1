export type { Bench } from "./bench.js";
export type { Check } from "./check.js";
export { checkEvents, type Ending } from "./check-events.js";
export { checkResult } from "./check-result.js";
export { allChecks } from "./checks.js";
export { memoryTransport, type MemoryAnswer, type MemoryTransport } from "./memory-transport.js";
export type { ConformanceOptions, ExpectedFailure, Runner, Target } from "./options.js";
export { planChecks, type PlannedCheck } from "./plan.js";
export { runConformance } from "./run-conformance.js";
