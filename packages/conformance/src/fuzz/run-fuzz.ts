import { createRandom } from "@dialect/simulator";
import type { ConformanceOptions, Runner } from "../options.js";
import { targetName } from "../options.js";
import { show } from "../must.js";
import { judge, type Judgement } from "./judge.js";
import { cutAtRandom, damage } from "./mutate.js";
import { collectSamples, modelOn, type Sample } from "./samples.js";
import { type ProcessWatch, watchProcess } from "./watch-process.js";

export interface FuzzOptions extends Pick<
  ConformanceOptions,
  "entry" | "startSimulator" | "targets" | "settings" | "key"
> {
  /** @defaultValue the variable DIALECT_FUZZ_STREAMS, else 10_000 */
  readonly streams?: number;
  /** @defaultValue the variable DIALECT_FUZZ_SEED, else 20_261_121 */
  readonly seed?: number;
}

export interface FuzzReport {
  readonly streams: number;
  readonly seed: number;
  /** How often each outcome was seen. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** At most ten; each names what to replay. */
  readonly failures: readonly string[];
}

/** Plays damaged recordings of the provider's own simulator: random bytes, random cuts, random field types. */
export function fuzzStreams(options: FuzzOptions): Promise<FuzzReport> {
  const { streams = variable("DIALECT_FUZZ_STREAMS", 10_000), seed = variable("DIALECT_FUZZ_SEED", 20_261_121) } =
    options;
  return watched(options, seed, (samples) =>
    Array.from({ length: streams }, (_, at) => () => {
      // A generator of its own for each stream: one can be replayed without the others.
      const random = createRandom(seed + at);
      const sample = samples[random.between(0, samples.length - 1)] as Sample;
      const chunks = cutAtRandom(damage(sample.recorded.bytes, random), random);
      const end = random.between(0, 99) === 0 ? "silence" : random.pick(["end", "end", "error"] as const);
      return { sample, chunks, end };
    }),
  );
}

/** Plays recorded answers up to every byte, and then the end; bodies of `generate`, which are parsed whole, at every seventh. */
export function cutEverywhere(options: FuzzOptions): Promise<FuzzReport> {
  return watched(options, 0, (samples) =>
    samples.flatMap((sample) => {
      const { bytes } = sample.recorded;
      const step = sample.mode === "stream" ? 1 : 7;
      // The other samples differ from these only in their last events.
      const isWorthIt = ["text", "reasoning", "calls"].includes(sample.name) && bytes.length < 16_384;
      return !isWorthIt
        ? []
        : Array.from(
            { length: Math.ceil(bytes.length / step) },
            (_, at) => () =>
              ({ sample, chunks: [bytes.subarray(0, at * step)], end: at % 2 === 0 ? "end" : "error" }) as const,
          );
    }),
  );
}

/** Registers both with the given runner; the seed is in the name of the test. */
export function runFuzz(runner: Runner, options: FuzzOptions): void {
  const { streams = variable("DIALECT_FUZZ_STREAMS", 10_000), seed = variable("DIALECT_FUZZ_SEED", 20_261_121) } =
    options;
  const check = (report: FuzzReport): void => {
    if (report.failures.length > 0)
      throw new Error(`${report.failures.length} or more of ${report.streams} failed:\n${report.failures.join("\n")}`);
    if (Object.keys(report.outcomes).length < 4)
      throw new Error(`Only ${JSON.stringify(report.outcomes)} was seen: the damage reaches nothing.`);
  };
  runner.describe(`fuzzed streams of ${options.entry.id}`, () => {
    runner.it(
      `${streams} damaged streams (DIALECT_FUZZ_SEED=${seed}) end in exactly one outcome and leave nothing behind`,
      async () => {
        check(await fuzzStreams({ ...options, streams, seed }));
      },
      300_000,
    );
    runner.it(
      "recorded streams that end at every byte end in exactly one outcome and leave nothing behind",
      async () => {
        check(await cutEverywhere(options));
      },
      300_000,
    );
  });
}

interface Case {
  readonly sample: Sample;
  readonly chunks: readonly Uint8Array[];
  readonly end: "end" | "error" | "silence";
}

async function watched(
  options: FuzzOptions,
  seed: number,
  makeCases: (samples: readonly Sample[]) => readonly (() => Case)[],
): Promise<FuzzReport> {
  const outcomes: Record<string, number> = {};
  const failures: string[] = [];
  const lingering: Judgement[] = [];
  const watch = watchProcess();
  try {
    const cases = makeCases(await collectSamples(options));
    for (const [at, makeCase] of cases.entries()) {
      const { sample, chunks, end } = makeCase();
      const judgement = await judgeSample(options, sample, chunks, end);
      const { outcome, breaches } = judgement;
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      if (judgement.lingers()) lingering.push(judgement);
      // A wait for a server that says it is over and does not close may last; it holds no process, and it ends.
      const timers = watch.timers("holding");
      const left = timers === 0 ? [] : [`${timers} timers were left.`];
      const bad = [...breaches, ...left, ...watch.unhandled.splice(0).map((cause) => `Nobody handled ${show(cause)}.`)];
      if (bad.length > 0)
        failures.push(
          `${at} of seed ${seed}, ${targetName(sample.target)}, ${sample.mode} of ${sample.name}, ${outcome}: ${bad.slice(0, 3).join(" ")}`,
        );
      if (failures.length >= 10) break;
    }
    failures.push(...(await leftovers(watch, lingering)));
    return { streams: cases.length, seed, outcomes, failures };
  } finally {
    watch.stop();
  }
}

/** What is still there after the time that a connection may linger. */
async function leftovers(watch: ProcessWatch, lingering: readonly Judgement[]): Promise<readonly string[]> {
  const open = (): number => watch.timers("all") + lingering.filter((one) => one.lingers()).length;
  for (let patience = 300; open() > 0 && patience > 0; patience -= 1) await watch.pause(10);
  return [
    ...(open() === 0 ? [] : ["Timers or connections were left at the end."]),
    ...watch.unhandled.map((cause) => `Nobody handled ${show(cause)}.`),
  ];
}

function judgeSample(
  options: FuzzOptions,
  sample: Sample,
  chunks: readonly Uint8Array[],
  end: Case["end"],
): Promise<Judgement> {
  const { status, headers } = sample.recorded;
  const on: Parameters<typeof judge>[0] = (transport) => modelOn(options, sample.target, { transport });
  return judge(on, { answer: { status, headers, chunks, end }, request: sample.request, mode: sample.mode });
}

function variable(name: string, otherwise: number): number {
  const value = Number(process.env[name] ?? "");
  return Number.isInteger(value) && value > 0 ? value : otherwise;
}
