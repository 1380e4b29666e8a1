export type { InstalledModel } from "./inventory.js";
export type { Ignored, OllamaSimulator, OllamaSimulatorOptions, Run } from "./options.js";
export { startSimulator } from "./simulator.js";
export { vendorError, type VendorErrorName } from "./vendor-errors.js";
