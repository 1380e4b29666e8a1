/** What is sent to `/responses`. The only writer of its body. */
import { DialectError, type Json, type JsonObject, type Warning } from "@dialect/core";
import { schemaOf } from "@dialect/core/provider";
import { writeAllowedTools, writeTool, writeToolChoice } from "@dialect/responses";
import { addEncryptedReasoning } from "../../quirks/add-encrypted-reasoning.js";
import { strictSchema } from "../../quirks/check-strict-schema.js";
import { promptSchema } from "../../quirks/prompt-schema.js";
import { writeHostedTools } from "../../quirks/refuse-hosted-tools.js";
import { requireJsonWord } from "../../quirks/require-json-word.js";
import { firstNewMessage } from "../../quirks/skip-stored-turns.js";
import type { OpenAIRequest } from "../../request-types.js";
import type { RouteContext } from "../route.js";
import type { ResponsesBody } from "./wire.js";
import { writeHistory } from "./write-history.js";

export function writeRequest(
  request: OpenAIRequest,
  context: RouteContext,
): { readonly body: JsonObject; readonly warnings: readonly Warning[] } {
  refuseWithoutField(request);
  const warnings: Warning[] = [];
  const input = writeHistory(request, context, (warning) => warnings.push(warning));
  const storing = addEncryptedReasoning(request, context);
  const logprobs = request.logprobs === true || request.topLogprobs !== undefined;
  const include = logprobs ? [...new Set([...storing.include, "message.output_text.logprobs"])] : storing.include;
  const tools = writeTools(request, context);
  const body: ResponsesBody = {
    model: context.model,
    input,
    ...given("instructions", instructionsOf(request)),
    ...given("max_output_tokens", request.maxOutputTokens),
    ...given("temperature", request.temperature),
    ...given("top_p", request.topP),
    ...given("top_logprobs", request.topLogprobs),
    ...given("reasoning", reasoningOf(request)),
    ...given(
      "text",
      filled({ ...given("format", formatOf(request, context)), ...given("verbosity", request.verbosity) }),
    ),
    ...(tools.length === 0 ? {} : { tools }),
    ...given("tool_choice", toolChoiceOf(request)),
    ...given("parallel_tool_calls", request.parallelToolCalls),
    ...given("max_tool_calls", request.maxToolCalls),
    ...given("store", storing.store),
    ...(include.length === 0 ? {} : { include }),
    ...given("previous_response_id", request.previousResponseId),
    ...given(
      "context_management",
      request.contextManagement?.map(({ type, compactThreshold }) => ({
        type,
        ...given("compact_threshold", compactThreshold),
      })),
    ),
    ...given("truncation", request.truncation),
    ...given("metadata", request.metadata),
    ...given("service_tier", request.serviceTier),
    ...given("prompt_cache_key", request.promptCacheKey),
    ...given("prompt_cache_retention", request.promptCacheRetention),
    ...given("safety_identifier", request.safetyIdentifier),
    ...given("user", request.user),
    ...(context.stream ? { stream: true as const } : {}),
    ...(context.stream && request.streamObfuscation !== undefined
      ? { stream_options: { include_obfuscation: request.streamObfuscation } }
      : {}),
  };
  return { body: body as unknown as JsonObject, warnings };
}

/**
 * Options that this wire has no field for. The rows refuse them first; this holds where a caller states the contrary.
 */
const noField = [
  "stop",
  "seed",
  "frequencyPenalty",
  "presencePenalty",
  "logitBias",
  "prediction",
  "webSearchOptions",
  "conversation",
  "prompt",
  "moderation",
  "audio",
] as const;

function refuseWithoutField(request: OpenAIRequest): void {
  const option =
    noField.find((name) => request[name] !== undefined) ??
    (request.background === true ? "background" : undefined) ??
    (request.n !== undefined && request.n !== 1 ? "n" : undefined) ??
    (request.modalities?.some((one) => one !== "text") === true ? "modalities" : undefined);
  if (option === undefined) return;
  throw new DialectError("capability_rejected", {
    message: `${option} is not written on the Responses route.`,
    hint: "Leave it out, or use the Chat Completions route if that takes it.",
  });
}

function given<K extends string, V>(name: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [P in K]?: V };
}

/** An object that our own filtering emptied would say something else than nothing (TanStack/ai#1006). */
function filled(value: JsonObject | undefined): JsonObject | undefined {
  return value === undefined || Object.keys(value).length === 0 ? undefined : value;
}

function reasoningOf({ reasoning }: OpenAIRequest): JsonObject | undefined {
  if (reasoning === undefined) return undefined;
  const { effort, summary, mode, context } = reasoning;
  return { effort, ...given("summary", summary), ...given("mode", mode), ...given("context", context) };
}

function writeTools(request: OpenAIRequest, { official }: RouteContext): readonly Json[] {
  const tools = (request.tools ?? []).map((tool, at): Json => {
    const place = `tools[${at}] ${JSON.stringify(tool.name)}`;
    checkName(tool.name, place);
    const parameters = schemaOf(tool.input);
    const strict = tool.strict === true;
    return writeTool({
      name: tool.name,
      description: tool.description,
      strict,
      parameters: strict && official ? strictSchema(parameters, place) : parameters,
    });
  });
  return [...tools, ...writeHostedTools(request.hostedTools ?? [])];
}

function toolChoiceOf({ toolChoice, allowedTools, tools }: OpenAIRequest): Json | undefined {
  if (allowedTools === undefined) return toolChoice === undefined ? undefined : writeToolChoice(toolChoice);
  if (toolChoice !== undefined && toolChoice !== "auto" && toolChoice !== "required") {
    throw invalid(`allowedTools goes with toolChoice "auto" or "required", not with ${JSON.stringify(toolChoice)}.`);
  }
  const unknown = allowedTools.find((name) => tools?.some((tool) => tool.name === name) !== true);
  if (unknown !== undefined)
    throw invalid(`allowedTools names ${JSON.stringify(unknown)}, which is not one of the tools.`);
  return writeAllowedTools(toolChoice ?? "auto", allowedTools);
}

/** The subset of strict mode and the rule of JSON mode are the vendor's own; another server refuses what it refuses. */
function formatOf(
  { output, messages, previousResponseId }: OpenAIRequest,
  { official }: RouteContext,
): JsonObject | undefined {
  if (output === undefined || output.guarantee === "prompted") return undefined;
  if (output.guarantee === "json") {
    if (official) requireJsonWord(messages.slice(firstNewMessage(messages, previousResponseId)));
    return { type: "json_object" };
  }
  const name = output.name ?? "output";
  checkName(name, "output.name");
  const schema = schemaOf(output.schema);
  return { type: "json_schema", name, schema: official ? strictSchema(schema, "output") : schema, strict: true };
}

/** As instructions the schema is said in every request, also where the history before a stored response is not sent. */
function instructionsOf({ output }: OpenAIRequest): string | undefined {
  if (output?.guarantee !== "prompted") return undefined;
  const [instruction] = promptSchema([], output, schemaOf(output.schema));
  return instruction?.content as string;
}

/** "Must be a-z, A-Z, 0-9, or contain underscores and dashes, with a maximum length of 64." */
function checkName(name: string, place: string): void {
  if (!/^[\w-]{1,64}$/.test(name))
    throw invalid(`${place} is ${JSON.stringify(name)}; a name has 1 to 64 of a-z, A-Z, 0-9, _ and -.`);
}

function invalid(message: string): DialectError {
  return new DialectError("invalid_request", { message });
}
