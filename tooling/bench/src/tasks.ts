export interface Job {
  readonly side: "ours" | "floor";
  readonly kind: "stream" | "whole" | "hold" | "cold";
  readonly read: "chat" | "responses" | "arguments";
  /** The server's route. */
  readonly route: string;
  /** Answers per route before measuring, so that both sides run compiled code. */
  readonly warm: Readonly<Record<string, number>>;
  readonly count: number;
  readonly parallel: number;
}

export interface Task {
  readonly task: string;
  readonly unit: string;
  /** The ratio to the floor that we promise to stay under. */
  readonly target: number;
  readonly ours: Job;
  readonly floor: Job;
}

type Work = Omit<Job, "side">;

function task(name: string, unit: string, target: number, work: Work): Task {
  return { task: name, unit, target, ours: { ...work, side: "ours" }, floor: { ...work, side: "floor" } };
}

const perChunk = "ms CPU per 1,000 chunks";
const stream = { kind: "stream", parallel: 1 } as const;
const growth = { ...stream, side: "ours", read: "arguments" } as const;

export const tasks: readonly Task[] = [
  task("chat", perChunk, 1.4, { ...stream, read: "chat", route: "chat", warm: { chat: 40 }, count: 150 }),
  task("responses", perChunk, 1.5, {
    ...stream,
    read: "responses",
    route: "responses",
    warm: { responses: 40 },
    count: 150,
  }),
  task("arguments", perChunk, 1.4, {
    ...stream,
    read: "arguments",
    route: "arguments-10000",
    warm: { "arguments-10000": 5 },
    count: 15,
  }),
  {
    // Both sides are ours: a cost per delta that grows with the length of the arguments would show here.
    task: "arguments-growth",
    unit: perChunk,
    target: 1.1,
    ours: { ...growth, route: "arguments-10000", warm: { "arguments-10000": 5 }, count: 15 },
    floor: { ...growth, route: "arguments-1000", warm: { "arguments-1000": 50 }, count: 150 },
  },
  task("heap", "KB live heap per open stream", 1.2, {
    kind: "hold",
    read: "chat",
    route: "hold",
    warm: { hold: 20 },
    count: 200,
    parallel: 1,
  }),
  task("non-stream", "ms CPU per request", 1.4, {
    kind: "whole",
    read: "chat",
    route: "non-stream",
    warm: { "non-stream": 1_500 },
    count: 3_000,
    parallel: 50,
  }),
  task("cold", "ms CPU to the first token", 1, {
    kind: "cold",
    read: "chat",
    route: "hold",
    warm: {},
    count: 1,
    parallel: 1,
  }),
  task("drip", perChunk, 1.15, {
    ...stream,
    read: "chat",
    route: "drip",
    warm: { chat: 40, drip: 16 },
    count: 32,
    parallel: 16,
  }),
];
