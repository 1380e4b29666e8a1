import type { Simulator, SimulatorOptions, ScriptedTurn } from "@dialect/simulator";

/** A scripted turn with the one finish word that only this vendor has. */
export interface DeepSeekTurn extends ScriptedTurn {
  /** The raw word of the last chunk, instead of the one that `finish` gives. */
  readonly finishWord?: "insufficient_system_resource";
}

/**
 * Options of the simulator. Where public sources contradict each other, both behaviours are here and the default
 * is the better proven one; the sources stand in README.md beside this file.
 */
export interface DeepSeekSimulatorOptions extends SimulatorOptions {
  readonly turns?: readonly DeepSeekTurn[];
  /**
   * The vendor answers 200 to members that it does not know and ignores them. `true` answers 400 in the simulator's
   * own name instead, so that a stray field fails; `false` does as the vendor. `ignored` lists them in both cases.
   *
   * @defaultValue true
   */
  readonly strict?: boolean;
  /** Keys that are let in. Any `sk-…` key unless given. */
  readonly apiKeys?: readonly string[];
  /** Balance of the account; 0 answers 402. @defaultValue 10 */
  readonly balance?: number;
  /** Which messages must carry `reasoning_content` in thinking mode. @defaultValue "after-last-user" */
  readonly replayRule?: "after-last-user" | "docs-strict" | "last-message-tool-only";
  /** Whether `content: ""` beside `tool_calls` passes. @defaultValue "any" */
  readonly toolTurnContent?: "any" | "null-only";
  /** What `deepseek-chat` and `deepseek-reasoner` get since 2026-07-24, or got before. @defaultValue "refuse" */
  readonly retiredModels?: "refuse" | "route";
  /** Tool markup in the content when tools are forbidden after two tool rounds. @defaultValue "as-measured" */
  readonly dsmlLeak?: "as-measured" | "always" | "never";
  /** How that markup is spelled. @defaultValue "double-bar" */
  readonly dsmlSpelling?: DsmlSpelling;
  /** `: keep-alive` comments before the first chunk, or empty lines before a JSON body. @defaultValue 1 */
  readonly keepAlives?: number;
  /** Context window in tokens (of four characters). @defaultValue 1_048_576 */
  readonly contextTokens?: number;
  /** Decides ids; the same seed gives the same ids. @defaultValue 1 */
  readonly seed?: number;
}

export type DsmlSpelling = "double-bar" | "single-bar" | "spaced";

/** Something that the vendor takes without a word and without an effect. */
export interface Ignored {
  /** Index in `requests`. */
  readonly request: number;
  /** E.g. `messages[1].name`. */
  readonly path: string;
  readonly why: "unknown-member" | "no-effect-in-thinking";
}

export interface DeepSeekSimulator extends Simulator {
  script(...turns: readonly DeepSeekTurn[]): void;
  /** What arrived and had no effect, in order of arrival. */
  readonly ignored: readonly Ignored[];
}

export type Settings = Required<Omit<DeepSeekSimulatorOptions, "port" | "turns" | "split" | "apiKeys">> & {
  readonly apiKeys: readonly string[] | undefined;
};

export function settingsOf(options: DeepSeekSimulatorOptions): Settings {
  return {
    strict: options.strict ?? true,
    apiKeys: options.apiKeys,
    balance: options.balance ?? 10,
    replayRule: options.replayRule ?? "after-last-user",
    toolTurnContent: options.toolTurnContent ?? "any",
    retiredModels: options.retiredModels ?? "refuse",
    dsmlLeak: options.dsmlLeak ?? "as-measured",
    dsmlSpelling: options.dsmlSpelling ?? "double-bar",
    keepAlives: options.keepAlives ?? 1,
    contextTokens: options.contextTokens ?? 1_048_576,
    seed: options.seed ?? 1,
  };
}
