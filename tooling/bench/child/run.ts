/**
 * One measurement of one side in a process of its own. Prints one JSON line: what was measured, in the unit of the job.
 * Every answer is compared with what the server sent; a difference ends the process.
 */
import http from "node:http";
import type { Answer, Side } from "./side.ts";

interface Job {
  readonly side: "ours" | "floor";
  readonly kind: "stream" | "whole" | "hold" | "cold";
  readonly read: "chat" | "responses" | "arguments";
  /** The server; a route follows. */
  readonly url: string;
  readonly route: string;
  /** Answers per route before measuring. */
  readonly warm: Readonly<Record<string, number>>;
  readonly count: number;
  readonly parallel: number;
}

const job = JSON.parse(process.argv[2] ?? "{}") as Job;

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

async function load(): Promise<Side> {
  return ((await import(`./${job.side}.mjs`)) as { side: Side }).side;
}

/** What the server sends on a route, by node:http, which neither side uses. */
function expectation(route: string): Promise<Answer & { readonly chunks: number }> {
  return new Promise((resolve, reject) => {
    http
      .get(`${job.url}/${route}`, { agent: false }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => (text += part));
        response.on("end", () => resolve(JSON.parse(text) as Answer & { readonly chunks: number }));
      })
      .on("error", reject);
  });
}

function compare(got: Answer, expected: Answer): void {
  for (const name of ["text", "reasoning", "arguments"] as const) {
    if (got[name] === expected[name]) continue;
    throw new Error(
      `${job.side} read another ${name} than the server sent (${got[name].length} of ${expected[name].length} characters)`,
    );
  }
}

type Read = (url: string) => Promise<Answer>;

/** `count` answers, as many at a time as the job says. */
async function readAll(read: Read, route: string, expected: Answer, count: number): Promise<void> {
  let started = 0;
  const lane = async (): Promise<void> => {
    while (started < count) {
      started++;
      compare(await read(`${job.url}/${route}`), expected);
    }
  };
  await Promise.all(Array.from({ length: Math.min(job.parallel, count) }, lane));
}

/** CPU of all answers, and the chunks of one. */
async function measured(read: Read): Promise<{ readonly ms: number; readonly chunks: number }> {
  for (const [route, count] of Object.entries(job.warm)) await readAll(read, route, await expectation(route), count);
  const expected = await expectation(job.route);
  const before = cpuMs();
  await readAll(read, job.route, expected, job.count);
  return { ms: cpuMs() - before, chunks: expected.chunks };
}

async function perChunk(): Promise<number> {
  const { ms, chunks } = await measured((await load())[job.read]);
  return (ms / (chunks * job.count)) * 1_000;
}

async function perRequest(): Promise<number> {
  const { ms } = await measured((await load()).whole);
  return ms / job.count;
}

/** Live heap in kilobytes per stream that is open and waits. */
async function perOpenStream(): Promise<number> {
  const side = await load();
  const collected = (): number => {
    for (let turn = 0; turn < 4; turn++) globalThis.gc?.();
    return process.memoryUsage().heapUsed;
  };
  const url = `${job.url}/${job.route}`;
  const open = (count: number): Promise<unknown[]> => Promise.all(Array.from({ length: count }, () => side.hold(url)));
  // What the first streams load and compile belongs to neither.
  const warm = job.warm[job.route] ?? 0;
  const held = [await open(warm)];
  await new Promise((resolve) => setTimeout(resolve, 200));
  const before = collected();
  held.push(await open(job.count));
  await new Promise((resolve) => setTimeout(resolve, 200));
  const after = collected();
  if (held.flat().length !== warm + job.count) throw new Error("a stream is missing");
  return (after - before) / job.count / 1_024;
}

/** From the start of the process to the first token of the first answer, Node's own start included. */
async function untilFirstToken(): Promise<number> {
  const side = await load();
  await side.hold(`${job.url}/${job.route}`);
  return cpuMs();
}

const measures = { stream: perChunk, whole: perRequest, hold: perOpenStream, cold: untilFirstToken };
const value = await measures[job.kind]();
process.stdout.write(`${JSON.stringify({ value })}\n`, () => process.exit());
