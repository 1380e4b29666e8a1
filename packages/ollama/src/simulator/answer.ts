import { exampleOf, type Script, type ScriptedTurn, type ScriptRequest } from "@dialect/simulator";
import type { Ids } from "./ids.js";
import { familyOf } from "./inventory.js";
import type { Job } from "./job.js";
import { charactersPerToken, isThinking, tokensIn } from "./job-rules.js";
import type { Settings } from "./options.js";

/** What the model says, ready for either of the two writers. */
export interface Answer {
  readonly model: string;
  readonly thinking: string;
  readonly text: string;
  readonly calls: readonly AnsweredCall[];
  readonly finish: "stop" | "length";
  readonly promptTokens: number;
  readonly outputTokens: number;
  readonly logprobs: Job["logprobs"];
  /** The server could not read a call: 500, or the end of the stream. */
  readonly failure: string | undefined;
  readonly turn: ScriptedTurn;
}

/** `arguments` is the text of a JSON object, as the model wrote it. */
export interface AnsweredCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

/** The next turn of the script; one that nobody wrote thinks where the model would. */
export function nextTurn(job: Job, script: Script): ScriptedTurn {
  const isScripted = script.remaining > 0;
  const turn = script.next(scriptRequest(job));
  return isScripted || !isThinking(job) ? turn : { reasoning: "The user asks; I answer.", ...turn };
}

export function createAnswer(turn: ScriptedTurn, job: Job, promptTokens: number, ids: Ids, settings: Settings): Answer {
  const budget = createBudget(limitOf(job));
  const thinking = budget.take(isThinking(job) ? (turn.reasoning ?? "") : "");
  const leak = settings.sharedBlob && thinking !== "" ? `<think>\n${thinking}\n</think>\n\n` : "";
  const written = untilStop(constrained(turn.text ?? turn.refusal ?? "", job, thinking), job.options["stop"]);
  const text = budget.take(written);
  const calls: AnsweredCall[] = [];
  let failure: string | undefined;
  for (const call of turn.toolCalls ?? []) {
    const whole = typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments);
    const given = budget.take(whole);
    if (isObject(given)) calls.push({ id: call.id ?? ids.call(job.path), name: call.name, arguments: given });
    else {
      failure = unreadable(job, call.name, given);
      break;
    }
  }
  const spoken = tokensIn(thinking) + tokensIn(text) + calls.reduce((sum, call) => sum + tokensIn(call.arguments), 0);
  return {
    model: job.name,
    thinking: leak === "" ? thinking : "",
    text: leak + text,
    calls,
    finish: budget.isSpent() || turn.finish === "length" ? "length" : "stop",
    promptTokens: turn.usage?.input ?? promptTokens,
    outputTokens: turn.usage?.output ?? Math.max(1, spoken + (turn.usage?.reasoning ?? 0)),
    logprobs: job.logprobs,
    failure,
    turn,
  };
}

/**
 * A call whose arguments do not parse. The template path fails; the parser path loses the call, but for gpt-oss.
 *
 * @see ../../test/wire (real server: api-chat-tools-cut, api-chat-tools-badjson, 2026-11-21; router: gpt-oss
 *   malformed tool json native, 2026-11-20)
 */
function unreadable(job: Job, name: string, given: string): string | undefined {
  const why = "unexpected end of JSON input";
  if (job.path === "template")
    return `llama-server returned invalid tool call arguments for ${JSON.stringify(name)}: ${why}`;
  return familyOf(job.model) === "gptoss" ? `error parsing tool call: raw='${given}', err=${why}` : undefined;
}

/**
 * Text under `format`. JSON mode is not enforced on the template path; a schema is, with sorted keys. On the parser
 * path a model that thinks is constrained from the end of its thoughts on: without thoughts it never is.
 *
 * @see ../../test/wire (real server: api-chat-format-json, api-chat-format-schema, 2026-11-21; router: gpt-oss format
 *   no analysis, 2026-11-20)
 */
function constrained(text: string, job: Job, thinking: string): string {
  if (job.format === undefined) return text;
  if (job.path === "template") {
    return job.format === "json" ? text : JSON.stringify(sorted(parsed(text) ?? exampleOf(job.format)));
  }
  if (isThinking(job) && thinking === "") return text;
  const made = (): unknown => (job.format === "json" ? { answer: "simulated" } : exampleOf(job.format));
  return parsed(text) === undefined ? JSON.stringify(made()) : text;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, below]) => [name, sorted(below)] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(text: string): boolean {
  const value = text === "" ? {} : parsed(text);
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Negative = no limit; 0 = one token, of which nothing is seen (real server: bad-max_tokens-zero, 2026-11-21). */
function limitOf(job: Job): number {
  const limit = job.options["num_predict"];
  return typeof limit !== "number" || limit < 0 ? Infinity : limit;
}

function createBudget(tokens: number): { take(text: string): string; isSpent(): boolean } {
  let left = tokens * charactersPerToken;
  let spent = false;
  return {
    take(text) {
      if (text.length > left) spent = true;
      const taken = text.slice(0, Math.max(0, left));
      left -= taken.length;
      return taken;
    },
    isSpent: () => spent,
  };
}

function untilStop(text: string, stop: unknown): string {
  const ends = (Array.isArray(stop) ? (stop as readonly unknown[]) : [])
    .map((one) => text.indexOf(String(one)))
    .filter((at) => at >= 0);
  return text.slice(0, Math.min(text.length, ...ends));
}

/** The server has no tool choice, so that the script hears of none. */
function scriptRequest(job: Job): ScriptRequest {
  const last = job.messages.at(-1);
  const role = last?.role ?? "";
  const isEnforced = job.format === "json" && job.path === "parser";
  return {
    tools: job.tools,
    lastRole: role === "system" || role === "assistant" || role === "tool" ? role : "user",
    lastText: last?.content ?? "",
    wantsJson: isEnforced,
    ...(typeof job.format === "object" ? { schema: job.format } : {}),
  };
}
