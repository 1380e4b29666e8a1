import type { Simulator, SimulatorOptions } from "@dialect/simulator";
import { stock, type InstalledModel } from "./inventory.js";

/**
 * Options of the simulator. Where real servers behave in two ways, both are here; the sources stand in README.md
 * beside this file.
 */
export interface OllamaSimulatorOptions extends SimulatorOptions {
  /**
   * The server answers 200 to members and options that it does not know and ignores them. `true` answers 400 in the
   * simulator's own name instead, so that a stray field fails; `false` does as the server. Members of the OpenAI
   * format that `/v1` is known to drop pass in both cases. `ignored` lists all of them.
   *
   * @defaultValue true
   */
  readonly strict?: boolean;
  /** Installed models. The names of the recordings and some common ones unless given. */
  readonly models?: readonly InstalledModel[];
  /** Models that `/api/pull` finds. @defaultValue one, `smollm2:latest` */
  readonly registry?: readonly InstalledModel[];
  /**
   * The chat path of models that name none: the server picks it by the model's template. `template` hands over to the
   * runner's own chat, `parser` renders and parses itself.
   *
   * @defaultValue "template"
   */
  readonly chatPath?: ChatPath;
  /** What an over-long prompt gets: 400, or 200 without its oldest messages. By the chat path unless given. */
  readonly overLongPrompt?: "refuse" | "truncate";
  /** `OLLAMA_CONTEXT_LENGTH`, in tokens (of four characters). @defaultValue 4096 */
  readonly contextTokens?: number;
  /** Two models share one file, and the other one was loaded first: tools fail, reasoning leaks. @defaultValue false */
  readonly sharedBlob?: boolean;
  /** What happens to models whose name ends in `cloud`. @defaultValue "signed-out" */
  readonly cloud?: "signed-out" | "signed-out-no-key" | "disabled" | "unreachable" | "answer";
  /** Keys of ollama.com. The simulator asks for none unless given, as a local server. */
  readonly apiKeys?: readonly string[];
  /** @defaultValue "0.33.0" */
  readonly version?: string;
  /** Decides ids; the same seed gives the same ids. @defaultValue 1 */
  readonly seed?: number;
}

export type ChatPath = "template" | "parser";

/** Something that the server takes without a word and without an effect. */
export interface Ignored {
  /** Index in `requests`. */
  readonly request: number;
  /** E.g. `tools[0].function.parameters.additionalProperties`. */
  readonly path: string;
  /** `split`: parts of one message became messages of their own. `truncated`: the message did not fit. */
  readonly why: "unknown-member" | "unknown-option" | "no-effect" | "dropped" | "split" | "truncated";
}

/** What reached the model. */
export interface Run {
  /** Index in `requests`. */
  readonly request: number;
  readonly model: string;
  readonly think: boolean | string | undefined;
  readonly format: unknown;
  /** Of the request, with what the endpoint forces on it. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

export interface OllamaSimulator extends Simulator {
  /** Base URL of the OpenAI-format endpoint; `baseUrl` is the native one's. */
  readonly v1BaseUrl: string;
  /** What arrived and had no effect, in order of arrival. */
  readonly ignored: readonly Ignored[];
  readonly runs: readonly Run[];
}

export type Settings = Required<
  Omit<OllamaSimulatorOptions, "port" | "turns" | "split" | "overLongPrompt" | "apiKeys">
> & {
  readonly overLongPrompt: "refuse" | "truncate" | undefined;
  readonly apiKeys: readonly string[] | undefined;
};

export function settingsOf(options: OllamaSimulatorOptions): Settings {
  return {
    strict: options.strict ?? true,
    models: options.models ?? stock,
    registry: options.registry ?? [{ name: "smollm2:latest", capabilities: ["completion", "tools"] }],
    chatPath: options.chatPath ?? "template",
    overLongPrompt: options.overLongPrompt,
    contextTokens: options.contextTokens ?? 4096,
    sharedBlob: options.sharedBlob ?? false,
    cloud: options.cloud ?? "signed-out",
    apiKeys: options.apiKeys,
    version: options.version ?? "0.33.0",
    seed: options.seed ?? 1,
  };
}
