import { warnOfErrorFlags, writeOptions, writeStream, writeTool, writeToolChoice } from "@dialect/chat-completions";
import type { Evidence, Fact, Json, Warning } from "@dialect/core";
import {
  type AnyRow,
  checkHistory,
  checkOptions,
  enforceRequest,
  resolveFact,
  schemaOf,
  situationOf,
  type Who,
  withAltText,
} from "@dialect/core/provider";
import { dialect } from "./dialect.js";
import { sources } from "./models/sources.js";
import { checkRanges } from "./quirks/check-ranges.js";
import { continuePartial } from "./quirks/continue-partial.js";
import { declareBuiltins } from "./quirks/declare-web-search.js";
import { fitSchema } from "./quirks/fit-schema.js";
import { restoreCallIds } from "./quirks/keep-call-ids.js";
import { promptSchema } from "./quirks/prompt-schema.js";
import { withoutEmptyParts } from "./quirks/refuse-empty-text.js";
import { refuseSampling } from "./quirks/refuse-sampling.js";
import { type Replay, replayReasoning } from "./quirks/replay-reasoning.js";
import { switchThinking, takesThinking, thinkingOf } from "./quirks/switch-thinking.js";
import { type KimiRequest, ownOptions, requestCells } from "./request-types.js";
import type { RouteId } from "./settings.js";
import type { ChatBody, WireMessage } from "./wire.js";
import { writeTurn } from "./write-turn.js";

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
  readonly thinking: "on" | "off";
}

/**
 * The only writer of the wire. Checks everything first: options, history, capability row, ranges.
 *
 * @throws DialectError `unknown_option`, `invalid_history`, `invalid_request`, `capability_*`,
 *   `unsupported_content`, `schema_not_supported`
 */
export function writeRequest(request: KimiRequest, target: Target, mode: "stream" | "answer"): WrittenRequest {
  const who: Who = { provider: "kimi", route: target.route, model: target.model };
  const warnings: Warning[] = [];
  const warn = (warning: Warning): void => {
    warnings.push(warning);
  };
  checkOptions(request, ownOptions, who);
  checkHistory(request.messages, who);
  const thinking = thinkingOf(request.reasoning?.effort, target.row);
  const situation = situationOf(request, { stream: mode === "stream" ? "yes" : "no", reasoning: thinking });
  const given = request.media === undefined ? undefined : withAltText(request.messages, target.row, situation);
  given?.warnings.forEach(warn);
  const messages = (given?.messages ?? request.messages).map(withoutEmptyParts);
  const facts: Readonly<Record<string, Fact>> = enforceRequest({
    row: target.row,
    sources,
    request: { ...request, messages },
    cells: requestCells,
    situation,
    who,
    evidence: target.evidence,
  });
  refuseSampling(request, facts, thinking, who);
  if (target.vendorLimits) checkRanges(request, who);
  warnOfErrorFlags(messages, warn);
  const reasoning = replayReasoning(messages, replayOf(request, target.row, thinking), who, warn);
  const written = restoreCallIds(messages).map((message, index) =>
    writeTurn(message, index, reasoning[index], who, warn),
  );
  continuePartial(written, request.output, who);
  return {
    body: {
      model: target.model,
      ...writeOutput(request, written, target, who),
      ...writeRest(request, target, mode, who),
    },
    warnings,
    thinking,
  };
}

function replayOf(request: KimiRequest, row: AnyRow, thinking: "on" | "off"): Replay {
  const scopes = resolveFact(row["reasoningReplay"], {})?.values ?? ["all"];
  return {
    accepted: takesThinking(row),
    thinking,
    scope: request.keepThinking === "all" || scopes.includes("all") ? "all" : "tool-turns",
    missing: request.missingReasoning ?? "refuse",
  };
}

function writeOutput(
  { output }: KimiRequest,
  messages: WireMessage[],
  target: Target,
  who: Who,
): Pick<ChatBody, "messages" | "response_format"> {
  if (output === undefined) return { messages };
  const schema = schemaOf(output.schema);
  const name = output.name ?? "output";
  if (output.guarantee === "prompted") return { messages: [promptSchema(schema, name), ...messages] };
  if (output.guarantee === "json") return { messages, response_format: { type: "json_object" } };
  const fitted = target.vendorLimits ? fitSchema("output", schema, { loose: false, strict: true }, who) : schema;
  return { messages, response_format: { type: "json_schema", json_schema: { name, strict: true, schema: fitted } } };
}

function writeRest(
  request: KimiRequest,
  target: Target,
  mode: "stream" | "answer",
  who: Who,
): Omit<ChatBody, "model" | "messages"> {
  const loose = resolveFact(target.row["looseSchema"], {})?.support === "native";
  const tools: readonly Json[] = [
    ...(request.tools ?? []).map((tool): Json => {
      const schema = schemaOf(tool.input);
      const fit = { loose, strict: tool.strict === true };
      const fitted = target.vendorLimits ? fitSchema(`the tool ${tool.name}`, schema, fit, who) : schema;
      return writeTool(tool, fitted, dialect);
    }),
    ...declareBuiltins(request.builtinTools, who),
  ];
  return {
    ...switchThinking(request, target.row, who),
    ...writeOptions(request, dialect),
    ...(tools.length === 0 ? {} : { tools }),
    ...(request.toolChoice === undefined ? {} : { tool_choice: writeToolChoice(request.toolChoice) }),
    ...(request.frequencyPenalty === undefined ? {} : { frequency_penalty: request.frequencyPenalty }),
    ...(request.presencePenalty === undefined ? {} : { presence_penalty: request.presencePenalty }),
    ...(request.promptCacheKey === undefined ? {} : { prompt_cache_key: request.promptCacheKey }),
    ...(request.safetyIdentifier === undefined ? {} : { safety_identifier: request.safetyIdentifier }),
    ...(mode === "stream"
      ? writeStream({ streamUsage: target.includeUsage ? dialect.streamUsage : "always-sent" })
      : {}),
  };
}
