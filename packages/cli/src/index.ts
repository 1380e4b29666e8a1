export { run } from "./program.js";
export type { Io } from "./io.js";
export { installedProviders, type Registry, type RunningSimulator, type SimulatorModule } from "./registry.js";
