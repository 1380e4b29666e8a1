export type { Item, Part, PartKind } from "./item-table.js";
export { otherFields } from "./part-writer.js";
export type { FinishedItem, ItemDescription, Step } from "./finish-items.js";
export { createItemReader, type ItemReader } from "./read-items.js";
export { readError } from "./read-error.js";
export { readFinish } from "./read-finish.js";
export { readUsage } from "./read-usage.js";
export { isObject, objectsOf, textOf, type WireObject } from "./wire-object.js";
export {
  type InputItem,
  writeAllowedTools,
  writeFunctionCall,
  writeFunctionCallOutput,
  writeInputText,
  writeMessage,
  writeReasoning,
  writeTool,
  writeToolChoice,
} from "./write-items.js";
