export type * from "./contract/wire.js";
export { withFacts } from "./error.js";
export { redactHeaders, redactText, redactUrl } from "./redact.js";
export { startChat, completeChat } from "./turn/stream.js";
export { type Open } from "./turn/turn.js";
export { exchange, type Exchanged, type ExchangeFacts } from "./turn/exchange.js";
export { parseEvent } from "./turn/attempt.js";
export { classifySocketError } from "./turn/socket-error.js";
export { mergeTimeouts, type ResolvedTimeouts, type TimeoutSource } from "./turn/timeouts.js";
