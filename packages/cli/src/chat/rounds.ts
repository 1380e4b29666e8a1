import {
  type CallOptions,
  type ChatModel,
  type ChatRequest,
  type ChatResult,
  DialectError,
  type Message,
  type ToolCall,
  type ToolMessage,
} from "@dialect/core";
import type { Renderer } from "./render.js";

/** Most requests that one user message may cause. */
export const maxRounds = 8;

export interface Rounds {
  readonly model: ChatModel;
  /** Everything of the request but the messages. */
  readonly settings: Omit<ChatRequest, "messages" | "output">;
  readonly renderer: Renderer;
  readonly options?: CallOptions;
  /** Runs a complete, executable call. */
  execute(call: ToolCall): Promise<ToolMessage>;
  /** Called whenever the history has grown by whole messages. */
  grown(messages: readonly Message[]): Promise<void>;
}

/**
 * One user message to the end of the model's work: asks, runs the executable calls, answers them, at most
 * `maxRounds` times. Only calls of `result.toolCalls` run, so a cut or malformed call never does.
 */
export async function runRounds(rounds: Rounds, history: readonly Message[]): Promise<readonly Message[]> {
  let messages = history;
  for (let round = 1; round <= maxRounds; round++) {
    const result = await oneTurn(rounds, messages);
    messages = [...messages, result.message];
    if (result.toolCalls.length === 0) {
      await rounds.grown(messages);
      return messages;
    }
    const answers: ToolMessage[] = [];
    for (const call of result.toolCalls) answers.push(await rounds.execute(call));
    messages = [...messages, ...answers];
    await rounds.grown(messages);
  }
  throw new DialectError("output_truncated", {
    message: `The model asked for tools ${maxRounds} times without an answer; the chat stops here.`,
    hint: "Ask again with a narrower question, or use --no-tools. The history is kept.",
  });
}

async function oneTurn(rounds: Rounds, messages: readonly Message[]): Promise<ChatResult<undefined>> {
  const stream = rounds.model.stream<undefined>({ ...rounds.settings, messages }, rounds.options);
  try {
    for await (const event of stream) rounds.renderer.event(event);
  } finally {
    rounds.renderer.done();
  }
  return stream.result();
}
