export type * from "./contract/json.js";
export type * from "./contract/message.js";
export type * from "./contract/capability.js";
export type * from "./contract/request.js";
export type * from "./contract/result.js";
export type * from "./contract/model.js";
export { optionCells } from "./contract/capability.js";
export { DialectError, isDialectError, type ErrorFacts, type Phase } from "./error.js";
export { errorCodes, type ErrorCode } from "./error-codes.js";
