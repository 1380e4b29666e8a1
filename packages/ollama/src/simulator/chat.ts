import { playRaw, type LoggedRequest, type Reply, type Script } from "@dialect/simulator";
import { createAnswer, nextTurn } from "./answer.js";
import { checkCloud, isCloudName } from "./cloud.js";
import { jsonFault } from "./go-json.js";
import type { Ids } from "./ids.js";
import { canDo, familyOf, missingModel, type InstalledModel, type Inventory } from "./inventory.js";
import { checkCapabilities, checkFormat, checkOptions, contextOf, fit, unknownOptions } from "./job-rules.js";
import type { Job } from "./job.js";
import { readNative, type Reading } from "./native-request.js";
import { writeLines, writeLoaded, writeWhole } from "./native-writer.js";
import type { Ignored, Run, Settings } from "./options.js";
import { isRefusal, refuse, type Refusal } from "./refusal.js";
import { readV1 } from "./v1-request.js";
import { writeChunks, writeCompletion } from "./v1-writer.js";

export interface Desk {
  readonly settings: Settings;
  readonly script: Script;
  readonly ids: Ids;
  readonly inventory: Inventory;
  readonly ignored: Ignored[];
  readonly runs: Run[];
}

/** One chat on either endpoint; a refusal is handed back, an answer is sent. */
export function chat(request: LoggedRequest, reply: Reply, endpoint: "native" | "v1", desk: Desk): Refusal | undefined {
  const reading = read(request, endpoint);
  if (isRefusal(reading)) return { ...reading, from: "reader" };
  const model = findModel(reading.draft.name, request.path, desk);
  if (isRefusal(model)) return model;
  const path = model.chatPath ?? desk.settings.chatPath;
  const job: Job = { ...reading.draft, model, path };

  const stray = note(reading, job, request.index, desk);
  if (stray !== undefined && desk.settings.strict) return strayRefusal(stray);
  if (reading.unload !== undefined) {
    if (reading.unload) desk.inventory.unload(model);
    else desk.inventory.load(model, contextOf(job, desk.settings));
    writeLoaded(job.name, reading.unload ? "unload" : "load", reply);
    return undefined;
  }
  return (
    checkCapabilities(job, desk.settings) ??
    checkOptions(job.options) ??
    checkFormat(job) ??
    inStream(run(job, request.index, reply, desk), job)
  );
}

const inStream = (refusal: Refusal | undefined, job: Job): Refusal | undefined =>
  refusal === undefined || !job.stream ? refusal : { ...refusal, from: "stream" };

function read(request: LoggedRequest, endpoint: "native" | "v1"): Reading | Refusal {
  if (request.bytes.byteLength === 0) return refuse(400, endpoint === "native" ? "missing request body" : "EOF");
  if (request.json === undefined) return refuse(400, jsonFault(request.text));
  return endpoint === "native" ? readNative(request.json) : readV1(request.json);
}

function findModel(name: string, path: string, { settings, inventory }: Desk): InstalledModel | Refusal {
  if (name === "") return refuse(400, "model is required");
  const found = inventory.find(name);
  if (found !== undefined) return found;
  if (!isCloudName(name)) return refuse(404, missingModel(name));
  return (
    checkCloud(name, path, settings) ?? { name, capabilities: ["completion", "tools", "thinking"], chatPath: "parser" }
  );
}

/** Writes down what has no effect; answers the first thing that nobody documented. */
function note(reading: Reading, job: Job, request: number, desk: Desk): string | undefined {
  const options = job.endpoint === "native" ? unknownOptions(job.options).map((name) => `options.${name}`) : [];
  const isStubborn = typeof job.think === "boolean" && canDo(job.model, "thinking") && familyOf(job.model) === "gptoss";
  desk.ignored.push(
    ...reading.stray.map((path): Ignored => ({ request, path, why: "unknown-member" })),
    ...options.map((path): Ignored => ({ request, path, why: "unknown-option" })),
    ...reading.ignored.map((one): Ignored => ({ request, ...one })),
    ...(isStubborn ? [{ request, path: "think", why: "no-effect" } as const] : []),
  );
  return reading.stray[0] ?? options[0];
}

function strayRefusal(path: string): Refusal {
  return refuse(
    400,
    `Simulator: \`${path}\` is not documented. The server answers 200 and ignores it; ` +
      "start the simulator with `strict: false` to get that.",
  );
}

function run(job: Job, request: number, reply: Reply, desk: Desk): Refusal | undefined {
  const { settings } = desk;
  const fitted = fit(job, settings);
  if (isRefusal(fitted)) return fitted;
  desk.inventory.load(job.model, contextOf(job, settings));
  for (const place of fitted.lost) desk.ignored.push({ request, path: `messages[${place}]`, why: "truncated" });
  const think = job.think ?? (canDo(job.model, "thinking") ? true : undefined);
  const messages = fitted.messages.map(({ role, content }) => ({ role, content }));
  desk.runs.push({ request, model: job.name, think, format: job.format, options: job.options, messages });

  const turn = nextTurn(job, desk.script);
  if (playRaw(turn, reply)) return undefined;
  if (turn.error !== undefined && !(turn.error.inStream === true && job.stream))
    return refuse(turn.error.status, turn.error.message);
  const isFree = isCloudName(job.name);
  // Models in the cloud do not enforce a format: https://github.com/ollama/ollama/issues/12362 (read 2026-11-20).
  const answer = createAnswer(
    turn,
    isFree ? { ...job, format: undefined } : job,
    fitted.promptTokens,
    desk.ids,
    settings,
  );
  // Before the first byte a failure is a status of its own.
  const isSilent = answer.thinking === "" && answer.text === "";
  if (answer.failure !== undefined && (!job.stream || isSilent)) return refuse(500, answer.failure);
  if (job.endpoint === "native") (job.stream ? writeLines : writeWhole)(answer, reply);
  else if (job.stream) writeChunks(answer, desk.ids.answer(), job.tail, reply);
  else writeCompletion(answer, desk.ids.answer(), reply);
  return undefined;
}
