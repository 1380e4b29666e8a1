/** Where the facts of the rows come from. */
export const sources = {
  chatApi: {
    url: "https://api-docs.deepseek.com/api/create-chat-completion",
    evidence: "documented",
    read: "2026-11-20",
  },
  thinking: { url: "https://api-docs.deepseek.com/guides/thinking_mode", evidence: "documented", read: "2026-11-20" },
  toolCalls: { url: "https://api-docs.deepseek.com/guides/tool_calls", evidence: "documented", read: "2026-11-20" },
  jsonMode: { url: "https://api-docs.deepseek.com/guides/json_mode", evidence: "documented", read: "2026-11-20" },
  prefix: {
    url: "https://api-docs.deepseek.com/guides/chat_prefix_completion",
    evidence: "documented",
    read: "2026-11-20",
  },
  pricing: { url: "https://api-docs.deepseek.com/quick_start/pricing", evidence: "documented", read: "2026-11-20" },
  cache: { url: "https://api-docs.deepseek.com/guides/kv_cache", evidence: "documented", read: "2026-11-20" },
  rateLimit: {
    url: "https://api-docs.deepseek.com/quick_start/rate_limit",
    evidence: "documented",
    read: "2026-11-20",
  },
  // "This response_format type is unavailable now", on deepseek-v4-pro, 2026-07-10.
  jsonSchema: { url: "https://github.com/llm-exe/llm-exe/issues/662", evidence: "reported", read: "2026-11-20" },
  // "Thinking mode does not support this tool_choice"; works with thinking disabled.
  forcedTool: { url: "https://github.com/BerriAI/litellm/issues/37470", evidence: "reported", read: "2026-11-20" },
  // Quotes the vendor's page: pro ignores top_p while thinking; flash clamps it to 0.95–1.0 then, and fixes it at 1.0 otherwise.
  topP: { url: "https://wwsun.github.io/notes/deepseek-thinking-mode", evidence: "reported", read: "2026-11-20" },
  // Requests and answers of 2026-09-01 on deepseek-v4-pro: members outside the API, parallel_tool_calls too, change nothing.
  rawLog: {
    url: "https://github.com/leandromineti/ai-assisted-coding/blob/011b29fdb7a8efd766e5cfeee34c61a75cd6e1a7/probes/raw/dseek.jsonl",
    evidence: "recorded",
    read: "2026-11-20",
  },
  fixtures: {
    url: "https://github.com/vercel/ai/tree/ed857f50f1/packages/deepseek/src/chat/__fixtures__",
    evidence: "recorded",
    read: "2026-11-20",
  },
} as const;
