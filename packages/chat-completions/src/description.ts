/**
 * How one endpoint spells what every speaker of the format has. Plain data, given per call, because it may depend on
 * the model; every member is required, so no spelling is anybody's default.
 */
export interface WireDescription {
  /** The member that carries the limit of output tokens. */
  readonly maxTokensField: "max_tokens" | "max_completion_tokens";
  /** The role of instructions. */
  readonly instructionRole: "system" | "developer";
  /** `content` of an assistant message that only calls tools. */
  readonly toolTurnContent: "null" | "empty-string" | "omitted";
  /** Whether a tool message takes a list of content parts, or text only. */
  readonly toolResultContent: "text" | "parts";
  /** `function.strict`: never written, written where the tool asks for it, or written on each tool. */
  readonly strictTools: "never" | "when-asked" | "always";
  /** Whether a stream reports usage only when asked to. */
  readonly streamUsage: "ask" | "always-sent";
  /**
   * What makes two fragments the same call. `index`: the index alone, the first id stays (some servers change the id
   * in mid-call). `id-then-index`: an id that is new opens a call, even at an index in use (some servers send every
   * call at index 0).
   */
  readonly callIdentity: "index" | "id-then-index";
}
