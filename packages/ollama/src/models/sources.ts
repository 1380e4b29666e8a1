/** Where the facts of the rows come from. */
export const sources = {
  // The vendor's pages.
  chatApi: { url: "https://docs.ollama.com/api/chat", evidence: "documented", read: "2026-11-20" },
  openAiFormat: { url: "https://docs.ollama.com/api/openai-compatibility", evidence: "documented", read: "2026-11-20" },
  parameters: { url: "https://docs.ollama.com/modelfile#parameter", evidence: "documented", read: "2026-11-20" },
  // "GPT-OSS instead expects one of low, medium, or high"; true and false are ignored there.
  thinking: { url: "https://docs.ollama.com/capabilities/thinking", evidence: "documented", read: "2026-11-20" },
  structured: {
    url: "https://docs.ollama.com/capabilities/structured-outputs",
    evidence: "documented",
    read: "2026-11-20",
  },
  vision: { url: "https://docs.ollama.com/capabilities/vision", evidence: "documented", read: "2026-11-20" },
  faq: { url: "https://docs.ollama.com/faq", evidence: "documented", read: "2026-11-20" },
  // The hosted models take `format` and do not enforce it.
  cloudFormat: { url: "https://github.com/ollama/ollama/issues/12362", evidence: "reported", read: "2026-11-20" },
  toolsWithFormat: { url: "https://github.com/ollama/ollama/issues/8063", evidence: "reported", read: "2026-11-20" },
  // A tool is decoded into a struct without `strict`, its schema into one without additionalProperties and others.
  toolStruct: {
    url: "https://github.com/ollama/ollama/blob/main/api/types.go",
    evidence: "documented",
    read: "2026-11-20",
  },
  // What the model itself reports through /api/show, read by inspect().
  show: { url: "https://docs.ollama.com/api/show", evidence: "probed", read: "2026-11-20" },
  // The real server, test/wire/recorded.
  stream: { wire: "recorded/api-chat-stream.resp.txt", evidence: "recorded", read: "2026-11-21" },
  noTools: { wire: "recorded/api-chat-tools-on-toolless-model.resp.txt", evidence: "recorded", read: "2026-11-21" },
  noThinking: { wire: "recorded/api-chat-think-on-plain-model.resp.txt", evidence: "recorded", read: "2026-11-21" },
  thinkFalse: { wire: "recorded/api-chat-think-false.resp.txt", evidence: "recorded", read: "2026-11-21" },
  formatJson: { wire: "recorded/api-chat-format-json.resp.txt", evidence: "recorded", read: "2026-11-21" },
  formatSchema: {
    wire: "recorded/api-chat-format-schema-think-false.resp.txt",
    evidence: "recorded",
    read: "2026-11-21",
  },
  logprobs: { wire: "recorded/api-chat-logprobs.resp.txt", evidence: "recorded", read: "2026-11-21" },
  numPredict: { wire: "recorded/api-chat-num_predict.resp.txt", evidence: "recorded", read: "2026-11-21" },
  load: { wire: "recorded/api-chat-load.resp.txt", evidence: "recorded", read: "2026-11-21" },
  overLong: { wire: "recorded/api-chat-over-long.resp.txt", evidence: "recorded", read: "2026-11-21" },
  prefill: { wire: "recorded/assistant-prefill.resp.txt", evidence: "recorded", read: "2026-11-21" },
  chatUsage: { wire: "recorded/chat-stream-usage.resp.txt", evidence: "recorded", read: "2026-11-21" },
  chatLogprobs: { wire: "recorded/chat-logprobs.resp.txt", evidence: "recorded", read: "2026-11-21" },
  chatMaxTokens: { wire: "recorded/chat-max_tokens-3.resp.txt", evidence: "recorded", read: "2026-11-21" },
  chatStop: { wire: "recorded/chat-stop.resp.txt", evidence: "recorded", read: "2026-11-21" },
  chatNoTools: { wire: "recorded/tools-on-toolless-model.resp.txt", evidence: "recorded", read: "2026-11-21" },
  chatEffortNone: { wire: "recorded/reasoning_effort-none.resp.txt", evidence: "recorded", read: "2026-11-21" },
  chatNoThinking: {
    wire: "recorded/reasoning_effort-on-plain-model.resp.txt",
    evidence: "recorded",
    read: "2026-11-21",
  },
  chatJsonObject: { wire: "recorded/json_object.resp.txt", evidence: "recorded", read: "2026-11-21" },
  chatToolsNone: { wire: "recorded/tools-none.resp.txt", evidence: "recorded", read: "2026-11-21" },
  chatToolsNamed: { wire: "recorded/tools-named.resp.txt", evidence: "recorded", read: "2026-11-21" },
  chatToolsRequired: { wire: "recorded/tools-required-notool.resp.txt", evidence: "recorded", read: "2026-11-21" },
  chatParallelFalse: { wire: "recorded/tools-parallel-false.resp.txt", evidence: "recorded", read: "2026-11-21" },
  chatImage: { wire: "recorded/image-part.resp.txt", evidence: "recorded", read: "2026-11-21" },
  noChat: { wire: "recorded/embed-model-chat.resp.txt", evidence: "recorded", read: "2026-11-21" },
  // The real router with a scripted runner, which shows what was dropped on the way to it: test/wire/router.
  unknownField: { wire: "router/chat-unknown-field.json", evidence: "recorded", read: "2026-11-21" },
  replay: { wire: "router/chat-replay-ok.json", evidence: "recorded", read: "2026-11-21" },
  chatReplay: { wire: "router/v1-reasoning_content-replay.json", evidence: "recorded", read: "2026-11-21" },
  chatFile: { wire: "router/v1-file-part.json", evidence: "recorded", read: "2026-11-21" },
  formatSkipped: {
    wire: "router/gpt-oss-format-no-analysis-silently-unconstrained.json",
    evidence: "recorded",
    read: "2026-11-21",
  },
} as const;
