import { reasons, type ModelRow } from "../model-table.js";
import { listOf, notSimulated, refuse, unsupportedParameter, type Refusal } from "../refusal.js";
import { schemaFault, type Strictness } from "../strict-schema.js";
import { inputItems, textOf, type ResponsesBody, type Tool } from "./body.js";

/**
 * Names of Chat that have moved.
 *
 * @see https://github.com/OpenHands/software-agent-sdk/issues/755 (reasoning_effort, read 2026-11-20)
 */
const moved: Readonly<Record<string, string>> = {
  messages: "input",
  response_format: "text.format",
  reasoning_effort: "reasoning.effort",
  verbosity: "text.verbosity",
  max_tokens: "max_output_tokens",
  max_completion_tokens: "max_output_tokens",
};

export function checkMoved(body: unknown): Refusal | undefined {
  const name = Object.keys(moved).find((one) => one in ((body ?? {}) as object));
  if (name === undefined) return undefined;
  return refuse(
    `Unsupported parameter: '${name}'. In the Responses API, this parameter has moved to '${moved[name] ?? ""}'. Try again with the new ` +
      "parameter. See the API documentation for more information: https://platform.openai.com/docs/api-reference/responses/create.",
    null,
    "unsupported_parameter",
  );
}

/** What this model with this effort does not take on Responses. */
export function checkParameters(body: ResponsesBody, row: ModelRow): Refusal | undefined {
  return (
    checkEffort(body, row) ??
    checkSampling(body, row) ??
    checkInclude(body, row) ??
    checkTools(body) ??
    checkJsonWord(body) ??
    checkAbsent(body)
  );
}

/**
 * @see https://github.com/anomalyco/opencode/issues/4451 (outside the model's set, read 2026-11-20)
 * @see https://github.com/BoundaryML/baml/pull/2708 (a model that does not reason, read 2026-11-20)
 */
function checkEffort(body: ResponsesBody, row: ModelRow): Refusal | undefined {
  const effort = body.reasoning?.effort;
  if (!reasons(row)) {
    if (effort != null) return unsupportedParameter("reasoning.effort");
    return body.reasoning?.summary == null ? undefined : unsupportedParameter("reasoning.summary");
  }
  const accepted = row.efforts?.responses ?? [];
  if (effort == null || accepted.includes(effort)) return undefined;
  const message = `Unsupported value: '${effort}' is not supported with the '${body.model}' model. Supported values are: ${listOf(accepted)}.`;
  return refuse(message, "reasoning.effort", "unsupported_value");
}

/** The code is null here. @see https://github.com/vercel/ai …/responses/__fixtures__/reasoning-model-temperature-error.json (read 2026-11-20) */
function checkSampling(body: ResponsesBody, row: ModelRow): Refusal | undefined {
  if (row.sampling === "free") return undefined;
  if (row.sampling === "effort-none" && (body.reasoning?.effort ?? row.defaultEffort) === "none") return undefined;
  // The default passes: seen with gpt-5.5 (read 2026-11-20).
  if (body.temperature != null && (row.sampling === "never" || body.temperature !== 1))
    return unsupportedParameter("temperature", null);
  const closed = (["top_p", "top_logprobs"] as const).find((name) => body[name] != null);
  return closed === undefined ? undefined : unsupportedParameter(closed, null);
}

/** @see https://github.com/pydantic/pydantic-ai/issues/2865 (read 2026-11-20) */
function checkInclude(body: ResponsesBody, row: ModelRow): Refusal | undefined {
  if (reasons(row) || body.include?.includes("reasoning.encrypted_content") !== true) return undefined;
  return refuse("Encrypted content is not supported with this model.", "include");
}

/**
 * @see https://github.com/anomalyco/opencode/pull/48857 (a choice without tools, read 2026-11-20)
 * @see https://github.com/vercel/ai …/responses/__fixtures__/openai-allowed-tools-web-search-error.1.json (read 2026-11-20)
 */
function checkTools(body: ResponsesBody): Refusal | undefined {
  const tools = body.tools ?? [];
  const choice = body.tool_choice;
  const hosted = tools.find((tool) => tool.type !== "function");
  if (hosted !== undefined) return notSimulated(`the hosted tool ${hosted.type}`, "tools");
  if (tools.length === 0 && choice === "required")
    return refuse("Tool choice 'required' must be specified with 'tools' parameter.", "tool_choice");
  if (typeof choice !== "object" || choice === null) return undefined;
  const names =
    choice.type === "allowed_tools"
      ? (choice.tools ?? []).map((tool) => tool.name ?? "")
      : [choice.name ?? choice.type];
  const absent = names.find((name) => !tools.some((tool) => tool.name === name));
  return absent === undefined
    ? undefined
    : refuse(`Tool choice '${absent}' not found in 'tools' parameter.`, "tool_choice");
}

/** The word must stand in the input; `instructions` do not count. Live-measured in September 2026 (read 2026-11-20). */
function checkJsonWord(body: ResponsesBody): Refusal | undefined {
  if (body.text?.format?.type !== "json_object") return undefined;
  if (inputItems(body).some((item) => /json/i.test(textOf(item.content)))) return undefined;
  return refuse(
    "Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.",
    "text.format",
  );
}

function checkAbsent(body: ResponsesBody): Refusal | undefined {
  if (body.background === true) return notSimulated("background mode", "background");
  if (body.conversation != null) return notSimulated("a conversation", "conversation");
  return body.prompt == null ? undefined : notSimulated("a stored prompt", "prompt");
}

/** The JSON schemas of a request. `strict` left out is on by default for tools, with fewer rules. */
export function checkSchemas(body: ResponsesBody): Refusal | undefined {
  for (const [index, tool] of (body.tools ?? []).entries()) {
    const fault = tool.parameters == null ? undefined : schemaFault(tool.parameters, strictnessOf(tool));
    if (fault?.kind === "pattern") return refuse(fault.text, "tools", "invalid_json_schema");
    if (fault !== undefined) {
      return refuse(
        `Invalid schema for function '${tool.name ?? ""}': ${fault.text}`,
        `tools[${index}].parameters`,
        "invalid_function_parameters",
      );
    }
  }
  const format = body.text?.format;
  if (format?.type !== "json_schema") return undefined;
  const fault = schemaFault(format.schema, format.strict === true ? "strict" : "loose");
  if (fault === undefined) return undefined;
  const message =
    fault.kind === "pattern" ? fault.text : `Invalid schema for response_format '${format.name}': ${fault.text}`;
  return refuse(message, "text.format.schema", "invalid_json_schema");
}

function strictnessOf(tool: Tool): Strictness {
  if (tool.strict === true) return "strict";
  return tool.strict == null ? "defaulted" : "loose";
}
