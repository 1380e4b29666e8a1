export type { Ignored, KimiSimulator, KimiSimulatorOptions } from "./options.js";
export { startSimulator } from "./simulator.js";
export { vendorError, type VendorErrorName } from "./vendor-errors.js";
