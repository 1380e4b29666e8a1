import type { Effort, ModelRow } from "../model-table.js";
import { reasons } from "../model-table.js";
import type { Settings } from "../options.js";
import { listOf, notSimulated, refuse, unsupportedParameter, type Refusal } from "../refusal.js";
import type { ChatBody } from "./body.js";

/** What this model with this effort does not take on Chat. */
export function checkParameters(body: ChatBody, row: ModelRow, settings: Settings): Refusal | undefined {
  return (
    checkEffort(body, row, settings) ??
    checkToolsWithEffort(body, row, settings) ??
    checkMaxTokens(body, row) ??
    checkSampling(body, row) ??
    checkCombinations(body)
  );
}

/**
 * @see https://github.com/livekit/agents/pull/7169 (the sentence, and no `max` on Chat, read 2026-11-20)
 * @see https://github.com/davidmigloz/langchain_dart/issues/712 (models that do not reason, read 2026-11-20)
 */
function checkEffort(body: ChatBody, row: ModelRow, settings: Settings): Refusal | undefined {
  const effort = body.reasoning_effort;
  if (effort == null) return undefined;
  if (!reasons(row)) return refuse("Unrecognized request argument supplied: reasoning_effort", null);
  const accepted = effortsOnChat(row, settings);
  if (accepted.length === 0) return unsupportedParameter("reasoning_effort");
  if (accepted.includes(effort)) return undefined;
  const message = `Unsupported value: 'reasoning_effort' does not support '${effort}' with this model. Supported values are: ${listOf(accepted)}.`;
  return refuse(message, "reasoning_effort", "unsupported_value");
}

function effortsOnChat(row: ModelRow, settings: Settings): readonly Effort[] {
  const accepted = row.efforts?.chat ?? [];
  const adds = settings.chatEffortMax === "accept" && row.servedAs.startsWith("gpt-5.6");
  return adds ? [...accepted, "max"] : accepted;
}

/**
 * @see https://github.com/BerriAI/litellm/pull/34569 (gpt-5.6, also with the effort unset, read 2026-11-20)
 * @see https://github.com/pipecat-ai/pipecat/issues/4043 (gpt-5.4 with an explicit effort, read 2026-11-20)
 */
function checkToolsWithEffort(body: ChatBody, row: ModelRow, settings: Settings): Refusal | undefined {
  if ((body.tools?.length ?? 0) === 0 || row.chatTools === "free") return undefined;
  const told = body.reasoning_effort;
  const start = `Function tools with reasoning_effort are not supported for ${body.model} in /v1/chat/completions.`;
  if (row.chatTools === "effort-none") {
    if (told === "none") return undefined;
    return refuse(
      `${start} To use function tools, use /v1/responses or set reasoning_effort to 'none'.`,
      "reasoning_effort",
    );
  }
  if (
    row.chatTools === "no-explicit-effort" &&
    (told == null || told === "none" || settings.toolsWithEffort === "accept")
  )
    return undefined;
  return refuse(`${start} Please use /v1/responses instead.`, "reasoning_effort");
}

/** @see https://github.com/vercel/ai packages/openai/src/chat/__fixtures__/reasoning-model-legacy-parameter-error.json (read 2026-11-20) */
function checkMaxTokens(body: ChatBody, row: ModelRow): Refusal | undefined {
  if (body.max_tokens == null || !reasons(row)) return undefined;
  return refuse(
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    "max_tokens",
    "unsupported_parameter",
  );
}

/**
 * Sampling is open while the model does not reason; `logit_bias` is closed to all reasoning models.
 *
 * @see https://github.com/leandromineti/ai-assisted-coding probes/raw/openai.jsonl (gpt-5.6-sol, recorded 2026-09-01, read 2026-11-20)
 */
function checkSampling(body: ChatBody, row: ModelRow): Refusal | undefined {
  if (row.sampling === "free") return undefined;
  if (body.logit_bias != null) return unsupportedParameter("logit_bias");
  const effort = body.reasoning_effort ?? row.defaultEffort;
  if (row.sampling === "effort-none" && effort === "none") return undefined;
  if (body.temperature != null) {
    if (row.sampling === "never") return unsupportedParameter("temperature", null);
    if (body.temperature !== 1) {
      const message = `Unsupported value: 'temperature' does not support ${body.temperature} with this model. Only the default (1) value is supported.`;
      return refuse(message, "temperature", "unsupported_value");
    }
  }
  const closed = (["top_p", "frequency_penalty", "presence_penalty", "top_logprobs", "stop"] as const).find(
    (name) => body[name] != null,
  );
  if (closed !== undefined) return unsupportedParameter(closed);
  return body.logprobs === true ? unsupportedParameter("logprobs") : undefined;
}

/**
 * Parameters that need another one.
 *
 * @see https://github.com/leandromineti/ai-assisted-coding probes/raw/openai.jsonl (recorded 2026-09-01, read 2026-11-20)
 * @see https://github.com/dapr/dapr-agents/issues/248 (tool_choice, read 2026-11-20)
 */
function checkCombinations(body: ChatBody): Refusal | undefined {
  const hasTools = (body.tools?.length ?? 0) > 0;
  if (body.tools?.some((tool) => tool.type === "custom") === true) return notSimulated("a custom tool", "tools");
  if (body.top_logprobs != null && body.logprobs !== true) {
    return refuse("The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.", "top_logprobs");
  }
  for (const name of ["parallel_tool_calls", "tool_choice"] as const) {
    if (body[name] != null && !hasTools) {
      return refuse(`Invalid value for '${name}': '${name}' is only allowed when 'tools' are specified.`, name);
    }
  }
  if (body.stream_options != null && body.stream !== true) {
    return refuse("The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options");
  }
  const choice = body.tool_choice;
  if (
    typeof choice === "object" &&
    choice?.type === "function" &&
    !body.tools?.some((tool) => tool.function.name === choice.function.name)
  ) {
    return refuse(`Tool choice '${choice.function.name}' not found in 'tools' parameter.`, "tool_choice");
  }
  return (body.n ?? 1) > 1 ? notSimulated("n > 1", "n") : undefined;
}
