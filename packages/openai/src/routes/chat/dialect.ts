/**
 * How Chat Completions is spelt here.
 *
 * On OpenAI's own servers: `max_completion_tokens`, because reasoning models refuse `max_tokens`
 * (github.com/leandromineti/ai-assisted-coding probes/raw/openai.jsonl); `developer` for models that reason
 * (platform.openai.com/docs/guides/reasoning).
 * On a custom base URL: `max_tokens` and `system`, because one local server ignores `max_completion_tokens` and
 * `developer` is no word of older servers.
 * Everywhere an id that is new opens a call: OpenAI sends each id once, and some servers send every call at index 0
 * (github.com/ollama/ollama/issues/15457). All read 2026-11-20.
 */
import type { WireDescription } from "@dialect/chat-completions";
import { reasons } from "../../quirks/add-encrypted-reasoning.js";
import type { RouteContext } from "../route.js";

/** How tool calls are put together, whoever the server is. */
export const calls = { callIdentity: "id-then-index" } as const;

export function describeWire({ official, row, added }: RouteContext): WireDescription {
  if (!official) {
    return {
      maxTokensField: "max_tokens",
      instructionRole: "system",
      toolTurnContent: "empty-string",
      toolResultContent: "text",
      strictTools: "when-asked",
      streamUsage: added.streamUsage ? "ask" : "always-sent",
      ...calls,
    };
  }
  return {
    maxTokensField: "max_completion_tokens",
    instructionRole: reasons(row.reasoning) ? "developer" : "system",
    toolTurnContent: "null",
    toolResultContent: "parts",
    strictTools: "when-asked",
    streamUsage: added.streamUsage ? "ask" : "always-sent",
    ...calls,
  };
}
