export type * from "./contract/wire.js";
export { withFacts } from "./error.js";
export { redactHeaders, redactText, redactUrl } from "./redact.js";
