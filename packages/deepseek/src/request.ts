import {
  unwrittenParts,
  warnOfErrorFlags,
  writeMessage,
  writeOptions,
  writeStream,
  writeTool,
  writeToolChoice,
} from "@dialect/chat-completions";
import type { AssistantMessage, Evidence, FilePart, JsonObject, Message, Warning } from "@dialect/core";
import { DialectError } from "@dialect/core";
import {
  type AnyRow,
  checkHistory,
  checkOptions,
  enforceRequest,
  schemaOf,
  situationOf,
  type Who,
  withAltText,
} from "@dialect/core/provider";
import { dialect } from "./dialect.js";
import { sources } from "./models/sources.js";
import { checkRanges } from "./quirks/check-ranges.js";
import { checkStrictSchema } from "./quirks/check-strict-schema.js";
import { continuePrefix } from "./quirks/continue-prefix.js";
import { promptSchema } from "./quirks/prompt-schema.js";
import { refuseEmptyTurn } from "./quirks/refuse-empty-turn.js";
import { reasoningField, replayReasoning } from "./quirks/replay-reasoning.js";
import { requireJsonWord } from "./quirks/require-json-word.js";
import { switchThinking, thinkingOf } from "./quirks/switch-thinking.js";
import { writeImage } from "./quirks/write-image.js";
import { type DeepSeekRequest, type Effort, ownOptions, requestCells } from "./request-types.js";
import type { RouteId } from "./settings.js";
import type { ChatBody, WireMessage } from "./wire.js";

/** The model that a request is for. */
export interface Target {
  readonly route: RouteId;
  readonly model: string;
  readonly row: AnyRow;
  /** Whether the vendor's own limits hold there: on its own servers, and where the caller says `assume: { like }`. */
  readonly vendorLimits: boolean;
  /** Whether a stream asks for usage. */
  readonly includeUsage: boolean;
  readonly evidence?: { readonly atLeast: Evidence } | undefined;
}

export interface WrittenRequest {
  readonly body: ChatBody;
  readonly warnings: readonly Warning[];
}

/**
 * The only writer of the wire. Checks everything first: options, history, capability row, ranges.
 *
 * @throws {@link DialectError} `unknown_option`, `invalid_history`, `invalid_request`, `capability_*`,
 *   `unsupported_content`, `schema_not_supported`
 */
export function writeRequest(request: DeepSeekRequest, target: Target, mode: "stream" | "answer"): WrittenRequest {
  const who: Who = { provider: "deepseek", route: target.route, model: target.model };
  const warnings: Warning[] = [];
  const warn = (warning: Warning): void => {
    warnings.push(warning);
  };
  checkOptions(request, ownOptions, who);
  checkHistory(request.messages, who);
  const thinking = thinkingOf(request.reasoning?.effort);
  const situation = situationOf(request, { stream: mode === "stream" ? "yes" : "no", reasoning: thinking });
  const given = request.media === undefined ? undefined : withAltText(request.messages, target.row, situation);
  given?.warnings.forEach(warn);
  const messages = given?.messages ?? request.messages;
  enforceRequest({
    row: target.row,
    sources,
    request: { ...request, messages },
    cells: requestCells,
    situation,
    who,
    evidence: target.evidence,
  });
  if (target.vendorLimits) checkRanges(request, who);
  warnOfErrorFlags(messages, warn);
  const written = writeMessages(messages, target, thinking, who, warn);
  return {
    body: { model: target.model, ...writeOutput(request, written, who), ...writeRest(request, target, mode, who) },
    warnings,
  };
}

function writeMessages(
  messages: readonly Message[],
  target: Target,
  thinking: "on" | "off",
  who: Who,
  warn: (warning: Warning) => void,
): WireMessage[] {
  const reasoning = replayReasoning(messages, thinking, warn);
  const written = messages.map((message, index): WireMessage => {
    const files =
      message.role === "user" && Array.isArray(message.content)
        ? (message.content as readonly { readonly type: string }[])
            .filter((part) => part.type === "file")
            .map((part) => writeImage(part as FilePart, who))
        : [];
    const wire = writeMessage(message.role === "assistant" ? withRefusals(message) : message, dialect, files);
    if (message.role === "assistant") checkUnwritten(message, index, who, warn);
    refuseEmptyTurn(wire, index, who);
    const text = reasoning[index];
    if (text !== undefined) wire[reasoningField] = text;
    return wire;
  });
  if (target.route === "beta") continuePrefix(written);
  return written;
}

/** Refusals were text that the user saw; this wire has no member for them. */
function withRefusals(message: AssistantMessage): AssistantMessage {
  if (!message.content.some((part) => part.type === "refusal")) return message;
  return {
    ...message,
    content: message.content.map((part) => (part.type === "refusal" ? { type: "text", text: part.text } : part)),
  };
}

/** What an assistant turn holds besides text, calls, refusals and reasoning has no place on this wire. */
function checkUnwritten(message: AssistantMessage, index: number, who: Who, warn: (warning: Warning) => void): void {
  for (const part of unwrittenParts(message)) {
    if (part.type === "file") {
      throw new DialectError("unsupported_content", {
        message: `messages[${index}] (assistant) has a file (${part.mediaType}); DeepSeek takes files in user messages only.`,
        ...who,
      });
    }
    if (part.type === "source" || part.type === "opaque") {
      warn({
        code: "part_not_sent",
        message: `The ${part.type} part of messages[${index}] has no place on this wire.`,
        path: `messages[${index}]`,
        index,
      });
    }
  }
}

function writeOutput(
  request: DeepSeekRequest,
  messages: WireMessage[],
  who: Who,
): Pick<ChatBody, "messages" | "response_format"> {
  const { output } = request;
  if (output === undefined) return { messages };
  const schema = schemaOf(output.schema);
  if (output.guarantee === "prompted")
    return { messages: [promptSchema(schema, output.name ?? "output"), ...messages] };
  requireJsonWord(messages, who);
  return { messages, response_format: { type: "json_object" } };
}

function writeRest(
  request: DeepSeekRequest,
  target: Target,
  mode: "stream" | "answer",
  who: Who,
): Omit<ChatBody, "model" | "messages"> {
  const tools = (request.tools ?? []).map((tool) => {
    const schema: JsonObject = schemaOf(tool.input);
    if (tool.strict === true) checkStrictSchema(tool.name, schema, who);
    return writeTool(tool, schema, dialect);
  });
  return {
    ...switchThinking(request.reasoning?.effort as Effort | undefined),
    ...writeOptions(request, dialect),
    ...(tools.length === 0 ? {} : { tools }),
    ...(request.toolChoice === undefined ? {} : { tool_choice: writeToolChoice(request.toolChoice) }),
    ...(request.frequencyPenalty === undefined ? {} : { frequency_penalty: request.frequencyPenalty }),
    ...(request.presencePenalty === undefined ? {} : { presence_penalty: request.presencePenalty }),
    ...(request.logprobs === true ? { logprobs: true } : {}),
    ...(request.topLogprobs === undefined ? {} : { top_logprobs: request.topLogprobs }),
    ...(request.userId === undefined ? {} : { user_id: request.userId }),
    ...(mode === "stream"
      ? writeStream({ streamUsage: target.includeUsage ? dialect.streamUsage : "always-sent" })
      : {}),
  };
}
