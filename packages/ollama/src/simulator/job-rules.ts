import { goJson } from "./go-json.js";
import { canDo, contextLengthOf, familyOf, fullName } from "./inventory.js";
import type { Job, JobMessage } from "./job.js";
import type { Settings } from "./options.js";
import { refuse, runnerRefusal, type Refusal } from "./refusal.js";

/**
 * What the model cannot do. Sentences as recorded (../../test/wire, router and real server, 2026-11-20/21); the one
 * about pictures on the parser path is ours.
 */
export function checkCapabilities(job: Job, settings: Settings): Refusal | undefined {
  const { model, name } = job;
  if (!canDo(model, "completion")) return refuse(400, `${JSON.stringify(name)} does not support chat`);
  const wantsThought = job.think !== undefined && job.think !== false;
  if (wantsThought && !canDo(model, "thinking"))
    return refuse(400, `${JSON.stringify(name)} does not support thinking`);
  if (job.tools.length > 0 && !canDo(model, "tools")) return refuse(400, `${fullName(model)} does not support tools`);
  if (job.tools.length > 0 && settings.sharedBlob) {
    return runnerRefusal(500, { message: "tools param requires --jinja flag", type: "server_error" });
  }
  if (!canDo(model, "vision") && job.messages.some((message) => message.hasImages)) {
    return job.path === "parser"
      ? refuse(400, `${fullName(model)} does not support vision`)
      : runnerRefusal(500, {
          message: "image input is not supported - hint: if this is unexpected, you may need to provide the mmproj",
          type: "server_error",
        });
  }
  return undefined;
}

const integers = "num_ctx num_predict num_keep num_batch num_gpu num_thread main_gpu top_k repeat_last_n seed".split(
  " ",
);
const floats = "temperature top_p min_p typical_p repeat_penalty presence_penalty frequency_penalty".split(" ");

/** A wrong type is a 500, an unknown name is ignored: router cases `chat bad option type`, `chat length` (2026-11-20). */
export function checkOptions(options: Job["options"]): Refusal | undefined {
  for (const [name, value] of Object.entries(options)) {
    const wanted = wantedType(name);
    const isRight =
      wanted === undefined ||
      value === null ||
      (wanted === "array" ? Array.isArray(value) : typeof value === (wanted === "boolean" ? wanted : "number"));
    if (!isRight) return refuse(500, `option ${JSON.stringify(name)} must be of type ${wanted}`);
  }
  return undefined;
}

export const unknownOptions = (options: Job["options"]): readonly string[] =>
  Object.keys(options).filter((name) => wantedType(name) === undefined);

function wantedType(name: string): "integer" | "float32" | "boolean" | "array" | undefined {
  if (integers.includes(name)) return "integer";
  if (floats.includes(name)) return "float32";
  if (name === "stop") return "array";
  return name === "use_mmap" || name === "numa" ? "boolean" : undefined;
}

const types = ["object", "array", "string", "number", "integer", "boolean", "null"];

/** Recorded on a real server: api-chat-format-bad, json_schema-bad-schema (2026-11-21). */
export function checkFormat({ format }: Job): Refusal | undefined {
  if (format === undefined || format === "json") return undefined;
  if (typeof format !== "object" || format === null || Array.isArray(format)) {
    const given = JSON.stringify(goJson(format));
    return refuse(500, `invalid format: ${given}; expected "json" or a valid JSON Schema object`);
  }
  const { type } = format as { readonly type?: unknown };
  if (typeof type !== "string" || types.includes(type)) return undefined;
  const message =
    "Unable to generate parser for this template. Automatic parser generation failed: JSON schema conversion failed:\n" +
    `Unrecognized schema: ${goJson(format)}`;
  return runnerRefusal(400, { message, type: "invalid_request_error" });
}

/** On unless switched off, where the model can; gpt-oss cannot be switched off. */
export function isThinking(job: Job): boolean {
  return canDo(job.model, "thinking") && (job.think !== false || familyOf(job.model) === "gptoss");
}

/** The simulator's tokens are four characters long. */
export const charactersPerToken = 4;
export const tokensIn = (text: string): number => Math.ceil(text.length / charactersPerToken);

/** The effective window. `/v1` cannot set it. */
export function contextOf(job: Job, settings: Settings): number {
  const asked = job.options["num_ctx"];
  return Math.min(contextLengthOf(job.model), typeof asked === "number" ? asked : settings.contextTokens);
}

export interface Fitted {
  readonly messages: readonly JobMessage[];
  /** Indexes in the request of messages that did not fit. */
  readonly lost: readonly number[];
  readonly promptTokens: number;
}

/**
 * What fits: a refusal, or the prompt without its oldest messages, silently.
 *
 * @see ../../test/wire (real server: api-chat-over-long, over-long, 2026-11-21; router: chat early 400 stream)
 * @see https://github.com/ollama/ollama at fb30760 server/prompt.go (truncation, read 2026-11-20)
 */
export function fit(job: Job, settings: Settings): Fitted | Refusal {
  const window = contextOf(job, settings);
  const toolTokens = job.tools.length === 0 ? 0 : tokensIn(JSON.stringify(job.tools));
  const count = (messages: readonly JobMessage[]): number =>
    toolTokens + messages.reduce((sum, message) => sum + 4 + tokensIn(message.content), 0);
  const all = count(job.messages);
  if (all <= window) return { messages: job.messages, lost: [], promptTokens: all };

  const rule = settings.overLongPrompt ?? (job.path === "template" || !job.truncate ? "refuse" : "truncate");
  if (rule === "refuse") {
    const type = "exceed_context_size_error";
    return job.path === "template"
      ? runnerRefusal(400, {
          message: `request (${all} tokens) exceeds the available context size (${window} tokens), try increasing it`,
          type,
          n_prompt_tokens: all,
          n_ctx: window,
        })
      : runnerRefusal(400, { message: "the request exceeds the available context size", type });
  }
  const kept = [...job.messages];
  const lost: number[] = [];
  while (kept.length > 1 && count(kept) > window) {
    const oldest = kept.findIndex((message, index) => message.role !== "system" && index < kept.length - 1);
    lost.push(...kept.splice(Math.max(0, oldest), 1).map((message) => message.place));
  }
  return { messages: kept, lost, promptTokens: Math.min(count(kept), window) };
}
