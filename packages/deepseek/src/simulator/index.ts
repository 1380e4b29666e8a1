export type { DeepSeekSimulator, DeepSeekSimulatorOptions, DeepSeekTurn, DsmlSpelling, Ignored } from "./options.js";
export { startSimulator } from "./simulator.js";
export { toolMarkup, type MarkupCall } from "./tool-markup.js";
