import type { ChatRequest, Message } from "@dialect/core";

export function bodyOf(request: ChatRequest, model: string, stream: boolean): Record<string, unknown> {
  const { toolChoice, output } = request;
  return {
    model,
    stream,
    messages: request.messages.map(wireMessage),
    ...(request.tools === undefined
      ? {}
      : {
          tools: request.tools.map((tool) => ({
            name: tool.name,
            schema: tool.input["~standard"].jsonSchema.input({ target: "draft-2020-12" }),
            strict: tool.strict ?? false,
          })),
        }),
    ...(toolChoice === undefined ? {} : { choice: typeof toolChoice === "object" ? toolChoice.name : toolChoice }),
    ...(request.parallelToolCalls === undefined ? {} : { one_call: request.parallelToolCalls }),
    ...(request.reasoning === undefined ? {} : { think: request.reasoning.effort }),
    ...(output === undefined
      ? {}
      : { format: output.schema["~standard"].jsonSchema.input({ target: "draft-2020-12" }) }),
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.maxOutputTokens === undefined ? {} : { limit: request.maxOutputTokens }),
  };
}

function wireMessage(message: Message): unknown {
  if (message.role === "assistant") {
    const join = (type: "text" | "reasoning"): string =>
      message.content.map((part) => (part.type === type ? part.text : "")).join("");
    const calls = message.content.flatMap((part) =>
      part.type === "tool-call" ? [{ id: part.id, name: part.name, arguments: part.arguments }] : [],
    );
    return { role: "assistant", thought: join("reasoning"), content: join("text"), calls };
  }
  if (message.role === "tool") {
    const content = typeof message.content === "string" ? message.content : JSON.stringify(message.content);
    return { role: "tool", id: message.toolCallId, content, failed: message.isError ?? false };
  }
  if (typeof message.content === "string") return { role: message.role, content: message.content };
  return {
    role: message.role,
    content: message.content.map((part) =>
      part.type === "text"
        ? { kind: "text", value: part.text }
        : { kind: part.mediaType, value: JSON.stringify(part.source) },
    ),
  };
}
