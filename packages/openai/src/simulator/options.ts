import type { ScriptedTurn, SimulatorOptions } from "@dialect/simulator";

/**
 * Options of the simulator. Where public sources contradict each other, both behaviours are here and the default
 * is the better proven one; the sources stand in README.md beside this file.
 */
export interface OpenAISimulatorOptions extends SimulatorOptions {
  readonly turns?: readonly ScriptedTurn[];
  /** Keys that are let in. Any `sk-…` key unless given. */
  readonly apiKeys?: readonly string[];
  /** Whether the account has money, and how its lack is told. @defaultValue "available" */
  readonly quota?: "available" | "exceeded" | "exceeded-in-stream";
  /** Status of an item id that is not stored. @defaultValue 404 */
  readonly itemNotFound?: 404 | 400;
  /** Shape of a failure in a Responses stream: `error` nested or flat and then `response.failed`, or that alone. @defaultValue "nested" */
  readonly errorEvent?: "nested" | "flat" | "failed-only";
  /** How encrypted reasoning that does not verify is refused. @defaultValue "http" */
  readonly encryptedContentFailure?: "http" | "event";
  /** How a schema outside the strict subset is refused when streaming. @defaultValue "http" */
  readonly schemaFailure?: "http" | "event";
  /** Status of an unknown model on Responses: 400 as recorded, 404 since about September 2026. @defaultValue 400 */
  readonly unknownModelOnResponses?: 400 | 404;
  /** Function tools on Chat with an explicit effort on gpt-5.2, 5.4 and 5.5. @defaultValue "refuse" */
  readonly toolsWithEffort?: "refuse" | "accept";
  /** Effort `max` for gpt-5.6 on Chat. @defaultValue "refuse" */
  readonly chatEffortMax?: "refuse" | "accept";
  /** The finish word on Chat when `tool_choice` names a function. @defaultValue "stop" */
  readonly namedToolFinish?: "stop" | "tool_calls";
  /** Context window in tokens (of four characters). That of the model unless given. */
  readonly contextTokens?: number;
  /** Decides ids and obfuscation; the same seed gives the same ones. @defaultValue 1 */
  readonly seed?: number;
}

export type Settings = Required<
  Omit<OpenAISimulatorOptions, "port" | "turns" | "split" | "apiKeys" | "contextTokens">
> & {
  readonly apiKeys: readonly string[] | undefined;
  readonly contextTokens: number | undefined;
};

export function settingsOf(options: OpenAISimulatorOptions): Settings {
  return {
    apiKeys: options.apiKeys,
    quota: options.quota ?? "available",
    itemNotFound: options.itemNotFound ?? 404,
    errorEvent: options.errorEvent ?? "nested",
    encryptedContentFailure: options.encryptedContentFailure ?? "http",
    schemaFailure: options.schemaFailure ?? "http",
    unknownModelOnResponses: options.unknownModelOnResponses ?? 400,
    toolsWithEffort: options.toolsWithEffort ?? "refuse",
    chatEffortMax: options.chatEffortMax ?? "refuse",
    namedToolFinish: options.namedToolFinish ?? "stop",
    contextTokens: options.contextTokens,
    seed: options.seed ?? 1,
  };
}
