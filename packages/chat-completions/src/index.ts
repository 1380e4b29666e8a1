export type { WireDescription } from "./description.js";
export { type FieldWatch, type OwnFields, ownFields, watchFields } from "./fields.js";
export { createReading, readAnswer, readChunk, type Reading, readText, type WireObject } from "./read-chunk.js";
export { keepUsage, readUsage, type UsageKeeper } from "./read-usage.js";
export { createRunningPart, type RunningPart } from "./running-part.js";
export { createToolCalls, type ToolCalls } from "./tool-calls.js";
export {
  unwrittenParts,
  warnOfErrorFlags,
  type WireMessage,
  writeAssistant,
  writeInstruction,
  writeMessage,
  writeToolResult,
  writeUser,
} from "./write-message.js";
export { writeOptions, writeStream, writeTool, writeToolChoice } from "./write-request.js";
