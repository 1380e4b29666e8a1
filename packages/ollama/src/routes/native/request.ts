/**
 * ChatRequest to the body of `/api/chat`. The only writer of this wire.
 *
 * @see https://docs.ollama.com/api/chat (read 2026-11-20)
 */
import { writeTool } from "@dialect/chat-completions";
import type { Json, JsonObject, Message, OutputRequest, Warning } from "@dialect/core";
import { schemaOf } from "@dialect/core/provider";
import { writeBody } from "../../quirks/keep-argument-text.js";
import { promptSchema } from "../../quirks/prompt-schema.js";
import { writeThink } from "../../quirks/switch-thinking.js";
import { warnDroppedKeywords } from "../../quirks/warn-dropped-keywords.js";
import { type OllamaRequest, runnerOptions } from "../../request-types.js";
import type { RouteContext, WrittenRequest } from "../route.js";
import { writeMessages } from "./messages.js";
import type { ChatBody } from "./wire.js";

/** @throws DialectError `capability_rejected`, `unsupported_content` */
export function writeRequest(request: OllamaRequest, context: RouteContext): WrittenRequest {
  const warnings: Warning[] = [];
  const warn = (warning: Warning): void => {
    warnings.push(warning);
  };
  const { messages, format } = writeOutput(request.output, request.messages, warn);
  const texts = new Map<object, string>();
  const tools = (request.tools ?? []).map((tool) => {
    const schema = schemaOf(tool.input);
    const dropped = warnDroppedKeywords(tool.name, schema);
    if (dropped !== undefined) warn(dropped);
    return writeTool(tool, schema, { strictTools: "never" });
  });
  const think = writeThink(request.reasoning?.effort);
  const options = writeOptions(request);
  const body: ChatBody = {
    model: context.model,
    messages: writeMessages(messages, texts, warn),
    stream: context.stream,
    ...(format === undefined ? {} : { format }),
    ...(tools.length === 0 ? {} : { tools }),
    ...(think === undefined ? {} : { think }),
    ...(request.keepAlive === undefined ? {} : { keep_alive: request.keepAlive }),
    ...(request.truncate === undefined ? {} : { truncate: request.truncate }),
    ...(request.shift === undefined ? {} : { shift: request.shift }),
    ...(request.logprobs === undefined ? {} : { logprobs: request.logprobs }),
    ...(request.topLogprobs === undefined ? {} : { top_logprobs: request.topLogprobs }),
    ...(Object.keys(options).length === 0 ? {} : { options }),
  };
  return { body, text: writeBody(body, texts), warnings };
}

function writeOutput(
  output: OutputRequest | undefined,
  messages: readonly Message[],
  warn: (warning: Warning) => void,
): { readonly messages: readonly Message[]; readonly format?: Json } {
  if (output === undefined) return { messages };
  const schema = schemaOf(output.schema);
  if (output.guarantee === "prompted")
    return { messages: [promptSchema(schema, output.name ?? "output"), ...messages] };
  if (output.name !== undefined) {
    warn({ code: "option_not_sent", option: "output.name", message: "A schema has no name on this wire." });
  }
  return { messages, format: output.guarantee === "json" ? "json" : schema };
}

/** `options` of the model runner; only what the caller gave. */
function writeOptions(request: OllamaRequest): JsonObject {
  const written: { [name: string]: Json } = {};
  const add = (name: string, value: Json | undefined): void => {
    if (value !== undefined) written[name] = value;
  };
  add("num_predict", request.maxOutputTokens);
  add("temperature", request.temperature);
  add("top_p", request.topP);
  add("stop", request.stop as Json | undefined);
  add("seed", request.seed);
  for (const [option, name] of Object.entries(runnerOptions)) add(name, request[option as keyof typeof runnerOptions]);
  return written;
}
