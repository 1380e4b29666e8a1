import type {
  CallOptions,
  CellName,
  ChatModel,
  ChatRequest,
  CommonSettings,
  Fact,
  ModelSettings,
  Provider,
  ProviderEntry,
} from "@dialect/core";
import type { ScriptedTurn, Simulator } from "@dialect/simulator";
import { factOf, situationOf } from "./facts.js";
import { must } from "./must.js";
import type { ConformanceOptions, Target } from "./options.js";
import { consume, outcomeOf, type Outcome } from "./outcome.js";
import { blocksOf, captureRequest, fetchWire, isEvent, type Recorded } from "./recording.js";
import { question } from "./requests.js";

export type AnyRequest = ChatRequest & { readonly [field: string]: unknown };

/** All that a check may touch: the provider's public API and its simulator. */
export interface Bench {
  readonly entry: ProviderEntry;
  readonly target: Target;
  readonly simulator: Simulator;
  /** The key of the default provider. */
  readonly key: string;
  /** A provider on the simulator; `settings` replace the default ones, `undefined` removes one. */
  provider(settings?: { readonly [K in keyof CommonSettings]?: CommonSettings[K] | undefined }): Provider;
  model(settings?: { readonly [K in keyof CommonSettings]?: CommonSettings[K] | undefined }): ChatModel;
  /** A request of this target: the question, its own fields, then `fields`. */
  ask(fields?: Partial<AnyRequest>): ChatRequest;
  stream(request?: ChatRequest, options?: CallOptions): Promise<Outcome>;
  generate(request?: ChatRequest, options?: CallOptions): Promise<Outcome>;
  /** The fact that holds for a streamed request; `undefined` = unknown. */
  fact(cell: CellName, request: ChatRequest, stream?: "yes" | "no"): Fact | undefined;
  /** How the exchange of a request ended at the server, the latest one unless named; `still open` when it does not for 3 s. */
  ending(index?: number): Promise<string>;
  /** Another simulator, closed with the bench. */
  startSimulator(): Promise<Simulator>;
  /** What the simulator streams for a turn, byte for byte, from a simulator of its own. */
  record(turn: ScriptedTurn, request?: ChatRequest): Promise<Recorded>;
  /** How many events of that stream it takes until some content has been sent, and more is to come. */
  eventsToContent(turn: ScriptedTurn, request?: ChatRequest): Promise<number>;
}

// Recognised by no vendor, let in by simulators that want the usual prefix.
export const defaultKey = "sk-conformance-canary-5f0c1e9ab7";

export function modelSettings(target: Target): ModelSettings {
  return { route: target.route, ...(target.assume === undefined ? {} : { assume: target.assume }) };
}

/** Runs `use` on a new bench; afterwards every simulator is closed and no exchange may have been left open. */
export async function withBench(
  options: ConformanceOptions,
  target: Target,
  use: (bench: Bench) => Promise<void>,
): Promise<void> {
  const simulators: Simulator[] = [];
  const start = async (): Promise<Simulator> => {
    const simulator = await options.startSimulator();
    simulators.push(simulator);
    return simulator;
  };
  try {
    await use(createBench(options, target, await start(), start));
    for (const simulator of simulators) await nothingLeft(simulator);
  } finally {
    await Promise.all(simulators.map((simulator) => simulator.close()));
  }
}

function createBench(
  options: ConformanceOptions,
  target: Target,
  simulator: Simulator,
  start: () => Promise<Simulator>,
): Bench {
  const { entry, key = defaultKey } = options;
  const provider: Bench["provider"] = (settings = {}) => {
    const all = { apiKey: key, baseUrl: simulator.baseUrl, env: {}, ...options.settings, ...settings };
    const given = Object.entries(all).filter(([, value]) => value !== undefined);
    return entry.create(Object.fromEntries(given) as CommonSettings);
  };
  const model: Bench["model"] = (settings) => provider(settings).chat(target.model, modelSettings(target));
  const ask: Bench["ask"] = (fields = {}) => ({ messages: question, ...target.request, ...fields });
  let shared: ChatModel | undefined;
  const chat = (): ChatModel => (shared ??= model());
  const record: Bench["record"] = async (turn, request = ask()) => {
    const own = await start();
    own.script(turn);
    const settings = { baseUrl: own.baseUrl };
    const wire = await captureRequest((transport) =>
      consume(
        provider({ ...settings, transport })
          .chat(target.model, modelSettings(target))
          .stream(request, { retry: false }),
      ),
    );
    return fetchWire(wire);
  };
  return {
    entry,
    target,
    simulator,
    key,
    provider,
    model,
    ask,
    startSimulator: start,
    async ending(index = simulator.requests.length - 1) {
      const patience = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 3_000).unref());
      return (await Promise.race([simulator.requests[index]?.ended, patience]))?.how ?? "still open";
    },
    record,
    stream: (request = ask(), call) => consume(chat().stream(request, call)),
    generate: (request = ask(), call) => outcomeOf(chat().generate(request, call)),
    fact: (cell, request, stream = "yes") => factOf(chat().capabilities, cell, situationOf(target, request, stream)),
    async eventsToContent(turn, request) {
      const events = blocksOf(await record(turn, request)).filter(isEvent);
      const first = events.findIndex((block) => /word-\d{3}/.test(block));
      must(first >= 0, "The recorded stream holds no word of the scripted turn.");
      return first + 1;
    },
  };
}

/** A socket may need a moment to be seen closed; an exchange that stays open is a leak. */
async function nothingLeft(simulator: Simulator): Promise<void> {
  const open = simulator.requests.filter((request) => request.ending === undefined);
  const patience = new Promise<string>((resolve) => setTimeout(resolve, 5_000, "open").unref());
  const endings = await Promise.race([Promise.all(open.map((request) => request.ended)), patience]);
  must(endings !== "open", `${simulator.openRequests()} exchanges were left open after the turn had ended.`);
}
