/**
 * ChatRequest to the body of Ollama's OpenAI-format endpoint. The only writer of this wire.
 *
 * @see https://docs.ollama.com/api/openai-compatibility (read 2026-11-20)
 */
import {
  unwrittenParts,
  warnOfErrorFlags,
  type WireMessage,
  writeMessage,
  writeOptions,
  writeStream,
  writeTool,
} from "@dialect/chat-completions";
import { DialectError, type Json, type Message, type OutputRequest, type Warning } from "@dialect/core";
import { schemaOf } from "@dialect/core/provider";
import { flattenParts } from "../../quirks/flatten-parts.js";
import { promptSchema } from "../../quirks/prompt-schema.js";
import { replayThinking, thinkingField } from "../../quirks/replay-thinking.js";
import { writeEffort } from "../../quirks/switch-thinking.js";
import { warnDroppedKeywords } from "../../quirks/warn-dropped-keywords.js";
import { type OllamaRequest, runnerOptions } from "../../request-types.js";
import { refuseOrReport } from "../native/messages.js";
import type { RouteContext, WrittenRequest } from "../route.js";
import { dialect } from "./dialect.js";
import type { ChatBody } from "./wire.js";

type Warn = (warning: Warning) => void;

/** @throws DialectError `capability_rejected`, `unsupported_content` */
export function writeRequest(request: OllamaRequest, context: RouteContext): WrittenRequest {
  refuseWithoutField(request);
  const warnings: Warning[] = [];
  const warn: Warn = (warning) => {
    warnings.push(warning);
  };
  const { messages, format } = writeOutput(request.output, request.messages);
  const tools = (request.tools ?? []).map((tool) => {
    const schema = schemaOf(tool.input);
    const dropped = warnDroppedKeywords(tool.name, schema);
    if (dropped !== undefined) warn(dropped);
    return writeTool(tool, schema, dialect);
  });
  const effort = writeEffort(request.reasoning?.effort);
  const body: ChatBody = {
    model: context.model,
    messages: writeMessages(messages, warn),
    ...(tools.length === 0 ? {} : { tools }),
    ...(format === undefined ? {} : { response_format: format }),
    ...(effort === undefined ? {} : { reasoning_effort: effort }),
    ...writeOptions(request, dialect),
    ...(request.presencePenalty === undefined ? {} : { presence_penalty: request.presencePenalty }),
    ...(request.frequencyPenalty === undefined ? {} : { frequency_penalty: request.frequencyPenalty }),
    ...(request.logprobs === undefined ? {} : { logprobs: request.logprobs }),
    ...(request.topLogprobs === undefined ? {} : { top_logprobs: request.topLogprobs }),
    ...(context.stream ? writeStream({ streamUsage: context.streamUsage ? dialect.streamUsage : "always-sent" }) : {}),
  };
  return { body, text: JSON.stringify(body), warnings };
}

const penalties = ["presencePenalty", "frequencyPenalty"];
const noField = [
  "toolChoice",
  "keepAlive",
  "truncate",
  "shift",
  ...Object.keys(runnerOptions).filter((name) => !penalties.includes(name)),
] as readonly (keyof OllamaRequest)[];

/** The rows refuse these first; this holds where a caller states the contrary, because the server drops them. */
function refuseWithoutField(request: OllamaRequest): void {
  const option = noField.find((name) => request[name] !== undefined && request[name] !== "auto");
  if (option === undefined) return;
  throw new DialectError("capability_rejected", {
    message: `${option} has no effect on Ollama's OpenAI-format endpoint and is not written there.`,
    hint: option === "toolChoice" ? "Ollama has no tool choice." : 'Use route: "native".',
  });
}

function writeOutput(
  output: OutputRequest | undefined,
  messages: readonly Message[],
): { readonly messages: readonly Message[]; readonly format?: Json } {
  if (output === undefined) return { messages };
  const schema = schemaOf(output.schema);
  const name = output.name ?? "output";
  if (output.guarantee === "prompted") return { messages: [promptSchema(schema, name), ...messages] };
  if (output.guarantee === "json") return { messages, format: { type: "json_object" } };
  return { messages, format: { type: "json_schema", json_schema: { name, schema } } };
}

function writeMessages(messages: readonly Message[], warn: Warn): WireMessage[] {
  warnOfErrorFlags(messages, warn);
  return messages.map((message, index): WireMessage => {
    if (message.role === "user") {
      const { text, images } = flattenParts(message.content, `messages[${index}]`, warn);
      if (images.length === 0) return { role: "user", content: text };
      const files = images.map(({ mediaType, base64 }): Json => ({
        type: "image_url",
        image_url: { url: `data:${mediaType};base64,${base64}` },
      }));
      warn({
        code: "message_split",
        message: `The server makes a message of its own of each text and image of messages[${index}]; route: "native" keeps them together.`,
        path: `messages[${index}]`,
        index,
      });
      return { role: "user", content: text === "" ? files : [{ type: "text", text }, ...files] };
    }
    if (message.role !== "assistant") return writeMessage(message, dialect);
    const text = message.content.map((part) =>
      part.type === "refusal" ? { type: "text" as const, text: part.text } : part,
    );
    const written = writeMessage({ ...message, content: text }, dialect);
    for (const { type } of unwrittenParts(message))
      if (type === "file" || type === "source" || type === "opaque") refuseOrReport(type, index, warn);
    const thinking = replayThinking(message, index, warn);
    if (thinking !== "") written[thinkingField.chat] = thinking;
    return written;
  });
}
