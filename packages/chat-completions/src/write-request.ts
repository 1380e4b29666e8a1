import type { ChatRequest, Json, JsonObject, Tool, ToolChoice } from "@dialect/core";
import type { WireDescription } from "./description.js";

/** One function tool. `parameters` is the provider's JSON Schema of `tool.input`. */
export function writeTool(tool: Tool, parameters: JsonObject, wire: Pick<WireDescription, "strictTools">): JsonObject {
  const strict =
    wire.strictTools === "always"
      ? { strict: tool.strict ?? false }
      : wire.strictTools === "when-asked" && tool.strict !== undefined
        ? { strict: tool.strict }
        : {};
  return {
    type: "function",
    function: {
      name: tool.name,
      ...(tool.description === undefined ? {} : { description: tool.description }),
      parameters,
      ...strict,
    },
  };
}

export function writeToolChoice(choice: ToolChoice): Json {
  return typeof choice === "string" ? choice : { type: "function", function: { name: choice.name } };
}

/** The portable options that every speaker names the same way but for one; only what the caller gave is written. */
export function writeOptions(
  request: Pick<ChatRequest, "maxOutputTokens" | "temperature" | "topP" | "stop" | "seed" | "parallelToolCalls">,
  wire: Pick<WireDescription, "maxTokensField">,
): { [member: string]: Json } {
  return {
    ...(request.maxOutputTokens === undefined ? {} : { [wire.maxTokensField]: request.maxOutputTokens }),
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.topP === undefined ? {} : { top_p: request.topP }),
    ...(request.stop === undefined ? {} : { stop: request.stop }),
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    ...(request.parallelToolCalls === undefined ? {} : { parallel_tool_calls: request.parallelToolCalls }),
  };
}

/** The members that make an answer a stream. */
export function writeStream(wire: Pick<WireDescription, "streamUsage">): { [member: string]: Json } {
  return { stream: true, ...(wire.streamUsage === "ask" ? { stream_options: { include_usage: true } } : {}) };
}
