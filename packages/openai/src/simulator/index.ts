export type { OpenAISimulatorOptions } from "./options.js";
export { startSimulator } from "./simulator.js";
