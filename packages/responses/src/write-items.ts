import type { Json, JsonObject, ToolChoice } from "@dialect/core";

/** An item of `input`. The provider adds its own members to what a writer returns. */
export type InputItem = { [member: string]: Json };

/** A message. Plain text is written as text, which every speaker takes; anything else as a list of content parts. */
export function writeMessage(
  role: "user" | "assistant" | "system" | "developer",
  content: string | readonly JsonObject[],
): InputItem {
  return { type: "message", role, content };
}

/** Text of the user, of an instruction or of a tool result. */
export function writeInputText(text: string): JsonObject {
  return { type: "input_text", text };
}

export function writeFunctionCall(callId: string, name: string, callArguments: string): InputItem {
  // No arguments at all means none; the wire wants an object.
  return { type: "function_call", call_id: callId, name, arguments: callArguments === "" ? "{}" : callArguments };
}

export function writeFunctionCallOutput(callId: string, output: string | readonly JsonObject[]): InputItem {
  return { type: "function_call_output", call_id: callId, output };
}

/** A reasoning item; `summary` is required by the wire even where it is empty. */
export function writeReasoning(state: {
  readonly id?: string | undefined;
  readonly summary: readonly string[];
  readonly content: readonly string[];
  readonly encryptedContent?: string | undefined;
}): InputItem {
  return {
    type: "reasoning",
    ...(state.id === undefined ? {} : { id: state.id }),
    summary: state.summary.map((text) => ({ type: "summary_text", text })),
    ...(state.content.length === 0 ? {} : { content: state.content.map((text) => ({ type: "reasoning_text", text })) }),
    ...(state.encryptedContent === undefined ? {} : { encrypted_content: state.encryptedContent }),
  };
}

/** A function tool is flat on this wire. `strict` is always said: left out, a server may turn it on. */
export function writeTool(tool: {
  readonly name: string;
  readonly description?: string | undefined;
  readonly parameters: JsonObject;
  readonly strict: boolean;
}): JsonObject {
  return {
    type: "function",
    name: tool.name,
    ...(tool.description === undefined ? {} : { description: tool.description }),
    parameters: tool.parameters,
    strict: tool.strict,
  };
}

export function writeToolChoice(choice: ToolChoice): Json {
  return typeof choice === "string" ? choice : { type: "function", name: choice.name };
}

/** Which of the tools may be called; the others stay in the request, and in its cache. */
export function writeAllowedTools(mode: "auto" | "required", names: readonly string[]): JsonObject {
  return { type: "allowed_tools", mode, tools: names.map((name) => ({ type: "function", name })) };
}
