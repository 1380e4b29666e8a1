import type { Simulator, SimulatorOptions } from "@dialect/simulator";

/**
 * Options of the simulator. Where public sources contradict each other, both behaviours are here and the default
 * is the better proven one; the sources stand in README.md beside this file.
 */
export interface KimiSimulatorOptions extends SimulatorOptions {
  /**
   * The vendor answers 200 to members that it does not know and ignores them. `true` answers 400 in the simulator's
   * own name instead, so that a stray field fails; `false` does as the vendor. `ignored` lists them in both cases.
   *
   * @defaultValue true
   */
  readonly strict?: boolean;
  /** Keys that are let in, on both endpoints. Any `sk-…` key unless given. */
  readonly apiKeys?: readonly string[];
  /** The 401 of the open platform: as measured on both hosts, or as documented. @defaultValue "incorrect-api-key" */
  readonly keyRefusal?: "incorrect-api-key" | "invalid-authentication";
  /**
   * What the Kimi Code endpoint does with the User-Agent of a chat. `seen-refused` refuses the ones that were seen
   * refused in June 2026, `allow-list` all but coding agents, `off` none, as measured in September 2026.
   *
   * @defaultValue "seen-refused"
   */
  readonly userAgentGate?: "seen-refused" | "allow-list" | "off";
  /** Starts of User-Agents that `allow-list` lets in, beside the known agents. */
  readonly allowedAgents?: readonly string[];
  /** Models of the Kimi Code plan. Every id is let in, and echoed, unless given. */
  readonly planModels?: readonly string[];
  /** Which assistant messages must carry `reasoning_content` while thinking. @defaultValue "tool-calls" */
  readonly replayRule?: "tool-calls" | "per-model" | "off";
  /** What kimi-k3 does with `thinking: { type: "disabled" }`. @defaultValue "honoured" */
  readonly k3Thinking?: "honoured" | "ignored";
  /** What the open platform does with `reasoning_effort: "none"`. @defaultValue "ignored" */
  readonly effortNone?: "ignored" | "refused";
  /** Whether `content: ""` beside `tool_calls` is refused. @defaultValue "refused" */
  readonly emptyContent?: "refused" | "accepted";
  /** How strictly tool schemas are read, per endpoint. @defaultValue { platform: "mfjs", code: "mfjs" } */
  readonly schemaRules?: { readonly platform?: SchemaRules; readonly code?: SchemaRules };
  /** Form of the ids of calls. @defaultValue "name:index" */
  readonly toolIdForm?: "name:index" | "functions.name:index";
  /** Where the index in those ids restarts; `answer` repeats ids in later turns. @defaultValue "conversation" */
  readonly toolIdCount?: "answer" | "conversation";
  /** Later deltas of a call carry another id and `name: null`. @defaultValue false */
  readonly mutatingIds?: boolean;
  /** Whether ids of calls that no Kimi made must be short and plain. @defaultValue "any" */
  readonly foreignIds?: "any" | "limited";
  /** kimi-k2.5 after and before its shutdown of 2026-08-31. @defaultValue "refuse" */
  readonly retiredModels?: "refuse" | "serve";
  /** Balance of the account in US dollars; 0 answers 429. @defaultValue 10 */
  readonly balance?: number;
  /** Context window in tokens (of four characters), for every model. The model's own unless given. */
  readonly contextTokens?: number;
  /** A larger body is answered with 413. The limit is unknown, so there is none unless given. */
  readonly maxRequestBytes?: number;
  /** Decides ids; the same seed gives the same ids. @defaultValue 1 */
  readonly seed?: number;
}

/** `mfjs`: what was seen refused; `mfjs-strict`: unknown keywords too; `off`: anything passes. */
export type SchemaRules = "mfjs" | "mfjs-strict" | "off";

/** `platform` is `/v1`, `code` is `/coding/v1`. */
export type Endpoint = "platform" | "code";

/** Something that the vendor takes without a word and without an effect. */
export interface Ignored {
  /** Index in `requests`. */
  readonly request: number;
  /** E.g. `messages[1].name`. */
  readonly path: string;
  readonly why: "unknown-member" | "no-effect" | "unknown-value";
}

export interface KimiSimulator extends Simulator {
  /** Base URL of the Kimi Code endpoint; `baseUrl` is the open platform's. */
  readonly codeBaseUrl: string;
  /** What arrived and had no effect, in order of arrival. */
  readonly ignored: readonly Ignored[];
}

export type Settings = Required<
  Omit<
    KimiSimulatorOptions,
    "port" | "turns" | "split" | "apiKeys" | "planModels" | "contextTokens" | "maxRequestBytes" | "schemaRules"
  >
> & {
  readonly apiKeys: readonly string[] | undefined;
  readonly planModels: readonly string[] | undefined;
  readonly contextTokens: number | undefined;
  readonly maxRequestBytes: number;
  readonly schemaRules: Readonly<Record<Endpoint, SchemaRules>>;
};

export function settingsOf(options: KimiSimulatorOptions): Settings {
  return {
    strict: options.strict ?? true,
    apiKeys: options.apiKeys,
    keyRefusal: options.keyRefusal ?? "incorrect-api-key",
    userAgentGate: options.userAgentGate ?? "seen-refused",
    allowedAgents: options.allowedAgents ?? [],
    planModels: options.planModels,
    replayRule: options.replayRule ?? "tool-calls",
    k3Thinking: options.k3Thinking ?? "honoured",
    effortNone: options.effortNone ?? "ignored",
    emptyContent: options.emptyContent ?? "refused",
    schemaRules: { platform: options.schemaRules?.platform ?? "mfjs", code: options.schemaRules?.code ?? "mfjs" },
    toolIdForm: options.toolIdForm ?? "name:index",
    toolIdCount: options.toolIdCount ?? "conversation",
    mutatingIds: options.mutatingIds ?? false,
    foreignIds: options.foreignIds ?? "any",
    retiredModels: options.retiredModels ?? "refuse",
    balance: options.balance ?? 10,
    contextTokens: options.contextTokens,
    maxRequestBytes: options.maxRequestBytes ?? Infinity,
    seed: options.seed ?? 1,
  };
}
