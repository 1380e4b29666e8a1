import type { ChatModel, ChatRequest, CommonSettings } from "@dialect/core";
import type { ScriptedTurn } from "@dialect/simulator";
import { defaultKey, modelSettings } from "../bench.js";
import { factOf, refusalCode, situationOf } from "../facts.js";
import type { ConformanceOptions, Target } from "../options.js";
import { outcomeOf } from "../outcome.js";
import { captureRequest, fetchWire, type Recorded } from "../recording.js";
import { clockTool, noteTool, question, words } from "../requests.js";

/** An answer of the simulator as it arrived, and the request that it answers. */
export interface Sample {
  readonly name: string;
  readonly target: Target;
  readonly request: ChatRequest;
  readonly mode: "stream" | "generate";
  readonly recorded: Recorded;
}

type SampleOptions = Pick<ConformanceOptions, "entry" | "startSimulator" | "targets" | "settings" | "key">;

/** A model on another transport; the base URL is never reached. */
export function modelOn(options: SampleOptions, target: Target, settings: Partial<CommonSettings>): ChatModel {
  const { entry, key = defaultKey } = options;
  return entry
    .create({ apiKey: key, baseUrl: "http://127.0.0.1:9/v1", env: {}, ...options.settings, ...settings })
    .chat(target.model, modelSettings(target));
}

/** Streams and bodies of every kind of turn that each target has. */
export async function collectSamples(options: SampleOptions): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  await using simulator = await options.startSimulator();
  for (const target of options.targets) {
    for (const { name, turn, request } of kinds(options, target)) {
      for (const mode of ["stream", "generate"] as const) {
        const call = { retry: false } as const;
        const wire = await captureRequest((transport) => {
          const model = modelOn(options, target, { baseUrl: simulator.baseUrl, transport });
          return mode === "stream"
            ? outcomeOf(model.stream(request, call).result())
            : outcomeOf(model.generate(request, call));
        });
        simulator.script(turn);
        const recorded = await fetchWire(wire);
        samples.push({ name, target, request, mode, recorded });
      }
    }
  }
  return samples;
}

interface Kind {
  readonly name: string;
  readonly turn: ScriptedTurn;
  readonly request: ChatRequest;
}

function kinds(options: SampleOptions, target: Target): readonly Kind[] {
  const ask = (fields: object = {}): ChatRequest => ({ messages: question, ...target.request, ...fields });
  const broken: ScriptedTurn = {
    text: words(3),
    error: { status: 500, message: "The engine caught fire.", inStream: true },
  };
  const all: Kind[] = [
    {
      name: "text",
      turn: { text: `“é” 😀 ${words(6)}`, usage: { input: 3, output: 4 }, pieceLength: 16 },
      request: ask(),
    },
    { name: "cut text", turn: { text: "half an ans", finish: "length" }, request: ask() },
    { name: "error in the stream", turn: broken, request: ask() },
  ];
  if (target.reasoning !== undefined)
    all.push({
      name: "reasoning",
      turn: { reasoning: words(4), text: "so", pieceLength: 16 },
      request: ask(target.reasoning),
    });
  const withTools = ask({ tools: [noteTool, clockTool] });
  const row = modelOn(options, target, {}).capabilities;
  if (refusalCode(factOf(row, "tools", situationOf(target, withTools, "yes"))) === undefined) {
    const toolCalls = [
      { name: noteTool.name, arguments: { note: words(3) } },
      { name: clockTool.name, arguments: {} },
    ];
    all.push({ name: "calls", turn: { text: "One moment.", toolCalls, pieceLength: 16 }, request: withTools });
  }
  return all;
}
