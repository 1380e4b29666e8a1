import { type CapabilityRow, type CellName, type ChatRequest, DialectError, type Message } from "@dialect/core";
import { factOf, refusalCode } from "../../src/facts.js";

const options = [
  "messages",
  "tools",
  "toolChoice",
  "parallelToolCalls",
  "output",
  "reasoning",
  "maxOutputTokens",
  "temperature",
  "topP",
  "stop",
  "seed",
  "media",
];

/** What the vendor's package refuses before the network. */
export function checkRequest(request: ChatRequest, row: CapabilityRow, model: string): void {
  const stray = Object.keys(request).find((name) => !options.includes(name));
  if (stray !== undefined) throw refusal("unknown_option", `Unknown option ${stray}.`, model);
  checkHistory(request.messages, model);
  const situation = {
    reasoning: request.reasoning === undefined ? "off" : "on",
    tools: (request.tools?.length ?? 0) > 0 ? "some" : "none",
    stream: "yes",
    effort: request.reasoning?.effort,
  } as const;
  for (const cell of cellsOf(request)) {
    const code = refusalCode(factOf(row, cell, situation));
    if (code !== undefined) throw refusal(code, `The cell ${cell} of ${model} refuses this (doc, 2026-11-20).`, model);
  }
}

function cellsOf(request: ChatRequest): readonly CellName[] {
  const cells: CellName[] = [];
  const { toolChoice, output } = request;
  if (request.tools !== undefined) cells.push("tools");
  if (request.tools?.some((tool) => tool.strict === true) === true) cells.push("strictTools");
  if (request.parallelToolCalls !== undefined) cells.push("parallelTools");
  if (toolChoice === "none") cells.push("toolChoiceNone");
  if (toolChoice === "required") cells.push("toolChoiceRequired");
  if (typeof toolChoice === "object") cells.push("toolChoiceNamed");
  if (output !== undefined)
    cells.push(({ strict: "outputStrict", json: "outputJson", prompted: "outputPrompted" } as const)[output.guarantee]);
  for (const option of ["reasoning", "temperature", "topP", "stop", "seed", "maxOutputTokens"] as const)
    if (request[option] !== undefined) cells.push(option);
  for (const message of request.messages) {
    if (message.role !== "user" || typeof message.content === "string") continue;
    for (const part of message.content)
      if (part.type === "file") cells.push(part.mediaType === "application/pdf" ? "pdfInput" : "imageInput");
  }
  return cells;
}

function checkHistory(messages: readonly Message[], model: string): void {
  const refuse = (why: string): DialectError =>
    refusal("invalid_history", `The history is not sendable: ${why}.`, model);
  if (messages.length === 0) throw refuse("it is empty");
  const open = new Set<string>();
  for (const message of messages) {
    if (message.role === "tool") {
      if (!open.delete(message.toolCallId)) throw refuse(`the result ${message.toolCallId} answers no call`);
      continue;
    }
    if (open.size > 0) throw refuse(`the call ${[...open].join()} has no result`);
    if (message.role !== "assistant") continue;
    for (const part of message.content) {
      if (part.type !== "tool-call") continue;
      if (part.complete === false) throw refuse(`the call ${part.id} is incomplete`);
      open.add(part.id);
    }
  }
  if (open.size > 0) throw refuse("a call has no result");
}

function refusal(code: string, message: string, model: string): DialectError {
  return new DialectError(code, { message, provider: "acme", route: "chat", model });
}
