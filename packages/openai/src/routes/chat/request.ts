/**
 * ChatRequest to the body of Chat Completions. The only writer of this wire.
 *
 * @see https://platform.openai.com/docs/api-reference/chat/create (read 2026-11-20)
 */
import { writeOptions, writeStream, writeTool, writeToolChoice } from "@dialect/chat-completions";
import {
  DialectError,
  type Json,
  type JsonObject,
  type Message,
  type OutputRequest,
  type Warning,
} from "@dialect/core";
import { schemaOf } from "@dialect/core/provider";
import { checkChatLimits } from "../../quirks/check-chat-limits.js";
import { strictSchema } from "../../quirks/check-strict-schema.js";
import { promptSchema } from "../../quirks/prompt-schema.js";
import { requireJsonWord } from "../../quirks/require-json-word.js";
import type { OpenAIRequest } from "../../request-types.js";
import type { RouteContext } from "../route.js";
import { describeWire } from "./dialect.js";
import { writeMessages } from "./messages.js";
import { refuseWithoutField } from "./no-field.js";
import type { ChatBody } from "./wire.js";

/** @throws DialectError `capability_rejected`, `unsupported_content`, `schema_not_supported`, `invalid_request` */
export function writeRequest(
  request: OpenAIRequest,
  context: RouteContext,
): { readonly body: JsonObject; readonly warnings: readonly Warning[] } {
  refuseWithoutField(request);
  const warnings: Warning[] = [];
  const wire = describeWire(context);
  if (context.official) checkChatLimits(request);
  const output = request.output === undefined ? undefined : writeOutput(request.output, request.messages, context);
  const messages = writeMessages(output?.messages ?? request.messages, request, context, wire, (warning) =>
    warnings.push(warning),
  );
  const tools = (request.tools ?? []).map((tool, index) => {
    const schema = schemaOf(tool.input);
    const strict = tool.strict === true && context.official;
    return writeTool(tool, strict ? strictSchema(schema, `tools[${index}] "${tool.name}"`) : schema, wire);
  });
  const body: ChatBody = {
    model: context.model,
    messages,
    ...(tools.length === 0 ? {} : { tools }),
    ...toolChoice(request),
    ...(output?.format === undefined ? {} : { response_format: output.format }),
    ...(request.reasoning === undefined ? {} : { reasoning_effort: request.reasoning.effort }),
    ...writeOptions(request, wire),
    ...ownOptions(request),
    ...(context.stream ? writeStreamOptions(request, context) : {}),
  };
  return { body, warnings };
}

interface WrittenOutput {
  readonly messages: readonly Message[];
  readonly format?: JsonObject;
}

function writeOutput(output: OutputRequest, messages: readonly Message[], context: RouteContext): WrittenOutput {
  const schema = schemaOf(output.schema);
  switch (output.guarantee) {
    case "strict": {
      const name = output.name ?? "output";
      // The strict subset is the vendor's own; another server refuses what it refuses.
      const written = context.official ? strictSchema(schema, "output") : schema;
      return { messages, format: { type: "json_schema", json_schema: { name, schema: written, strict: true } } };
    }
    case "json":
      if (context.official) requireJsonWord(messages);
      return { messages, format: { type: "json_object" } };
    case "prompted":
      return { messages: promptSchema(messages, output, schema) };
  }
}

/** `allowedTools` narrows the choice; all tools are still sent, so that the cached prefix stays the same. */
function toolChoice(request: OpenAIRequest): { readonly tool_choice?: Json } {
  const { toolChoice: choice, allowedTools } = request;
  if (allowedTools === undefined) return choice === undefined ? {} : { tool_choice: writeToolChoice(choice) };
  const unknown = allowedTools.find((name) => !request.tools?.some((tool) => tool.name === name));
  const clash = typeof choice === "object" || choice === "none";
  if (unknown !== undefined || clash) {
    throw new DialectError("invalid_request", {
      message:
        unknown === undefined
          ? `allowedTools and toolChoice ${JSON.stringify(choice)} exclude each other.`
          : `allowedTools names "${unknown}", which is none of the tools.`,
    });
  }
  const tools = allowedTools.map((name) => ({ type: "function", function: { name } }));
  return { tool_choice: { type: "allowed_tools", allowed_tools: { mode: choice ?? "auto", tools } } };
}

/** Options of OpenAI's own that are written as they are, and their members on the wire. */
const members = {
  verbosity: "verbosity",
  store: "store",
  metadata: "metadata",
  serviceTier: "service_tier",
  promptCacheKey: "prompt_cache_key",
  promptCacheRetention: "prompt_cache_retention",
  safetyIdentifier: "safety_identifier",
  user: "user",
  logprobs: "logprobs",
  topLogprobs: "top_logprobs",
  modalities: "modalities",
  n: "n",
  frequencyPenalty: "frequency_penalty",
  presencePenalty: "presence_penalty",
  logitBias: "logit_bias",
  webSearchOptions: "web_search_options",
} as const;

function ownOptions(request: OpenAIRequest): { readonly [member: string]: Json } {
  const written: { [member: string]: Json } = {};
  for (const [option, member] of Object.entries(members)) {
    const value = request[option as keyof typeof members];
    if (value !== undefined) written[member] = value as Json;
  }
  if (request.prediction !== undefined) written["prediction"] = { type: "content", content: request.prediction };
  return written;
}

function writeStreamOptions(request: OpenAIRequest, context: RouteContext): { readonly [member: string]: Json } {
  const written = writeStream(describeWire(context));
  if (request.streamObfuscation === undefined) return written;
  return {
    ...written,
    stream_options: {
      ...(written["stream_options"] as JsonObject | undefined),
      include_obfuscation: request.streamObfuscation,
    },
  };
}
