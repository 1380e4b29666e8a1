/** Where the facts of the rows come from. */
export const sources = {
  chatApi: { url: "https://platform.kimi.ai/docs/api/chat", evidence: "documented", read: "2026-11-20" },
  // `response_format.json_schema.strict` and `function.strict`, both true by default, for kimi-k2.6.
  openApi: {
    url: "https://platform.kimi.com/docs/api/chat",
    evidence: "documented",
    read: "2026-11-20",
  },
  overview: {
    url: "https://platform.kimi.com/docs/api/models-overview",
    evidence: "documented",
    read: "2026-11-20",
  },
  thinking: {
    url: "https://platform.kimi.ai/docs/guide/use-kimi-k2-thinking-model",
    evidence: "documented",
    read: "2026-11-20",
  },
  effort: {
    url: "https://platform.kimi.ai/docs/guide/use-thinking-effort",
    evidence: "documented",
    read: "2026-11-20",
  },
  toolCalls: {
    url: "https://platform.kimi.ai/docs/guide/use-kimi-api-to-complete-tool-calls",
    evidence: "documented",
    read: "2026-11-20",
  },
  vision: {
    url: "https://platform.kimi.ai/docs/guide/use-kimi-vision-model",
    evidence: "documented",
    read: "2026-11-20",
  },
  partial: {
    url: "https://platform.kimi.ai/docs/guide/use-partial-mode-feature-of-kimi-api",
    evidence: "documented",
    read: "2026-11-20",
  },
  webSearch: { url: "https://platform.kimi.ai/docs/guide/use-web-search", evidence: "documented", read: "2026-11-20" },
  // On kimi-k2.6, thinking has to be off.
  webSearchThinking: {
    url: "https://www.studynil.com/ai/llm/kimi/guide/use-web-search.html",
    evidence: "reported",
    read: "2026-11-20",
  },
  // Both hosts, own keys, 2026-09-01: tool choice × thinking, thinking off, stop, usage, fixed sampling.
  liveMatrix: {
    url: "https://github.com/akz142857/Halro/blob/main/docs/verification/provider-real-matrix.md",
    evidence: "reported",
    read: "2026-11-20",
  },
  // "invalid temperature: only 1 is allowed for this model"
  temperature: { url: "https://github.com/anomalyco/opencode/issues/27796", evidence: "reported", read: "2026-11-20" },
  // "invalid temperature: only 0.6 is allowed for this model", with thinking off.
  temperatureOff: {
    url: "https://github.com/MoonshotAI/kimi-code/issues/686",
    evidence: "reported",
    read: "2026-11-20",
  },
  // "tool_choice 'specified' is incompatible with thinking enabled"
  forcedTool: { url: "https://github.com/can1357/oh-my-pi/issues/827", evidence: "reported", read: "2026-11-20" },
  // "invalid thinking: only type=enabled is allowed for this model"
  alwaysThinks: { url: "https://github.com/MoonshotAI/Kimi-K2/issues/141", evidence: "reported", read: "2026-11-20" },
  // K3 cannot be kept from thinking; unknown efforts are ignored. The live matrix saw `thinking: disabled` act on it.
  k3AlwaysThinks: {
    url: "https://docs.rs/synaps-engine/0.7.0/src/agent_engine/runtime/openai/catalog/kimi.rs.html",
    evidence: "reported",
    read: "2026-11-20",
  },
  // Requests and answers of 2026-09-01: usage, json_object without the word json, headers.
  rawLog: {
    url: "https://github.com/leandromineti/ai-assisted-coding/blob/011b29fdb7a8efd766e5cfeee34c61a75cd6e1a7/probes/raw/kimi.jsonl",
    evidence: "recorded",
    read: "2026-11-20",
  },
  // Image, video, no other file; schema answers without `strict`.
  peerSource: {
    url: "https://github.com/vercel/ai/tree/ed857f50f1/packages/moonshotai",
    evidence: "reported",
    read: "2026-11-20",
  },
  // The vendor's own clients.
  ownClient: {
    url: "https://github.com/MoonshotAI/kimi-code/tree/d723cc47e/packages/kosong/src/providers/kimi.ts",
    evidence: "reported",
    read: "2026-11-20",
  },
  ownCli: {
    url: "https://github.com/MoonshotAI/kimi-cli/tree/4a550eff/packages/kosong",
    evidence: "reported",
    read: "2026-11-20",
  },
  // One plan, 2026-09-22: effort none acts, unknown efforts and members are ignored, json_object works.
  codeLive: {
    url: "https://github.com/akz142857/Halro/blob/main/docs/verification/kimi-code-subscription-evidence.md",
    evidence: "reported",
    read: "2026-11-20",
  },
  // A property without a type is outside the subset ("At path 'properties.X': type is not defined",
  // MoonshotAI/kimi-cli issue 2061); whether the Open Platform refuses it too is contradicted.
  schemaSubset: {
    url: "https://github.com/MoonshotAI/walle/blob/main/docs/mfjs-walle-vs-draft-2020-12.md",
    evidence: "documented",
    read: "2026-11-20",
  },
} as const;
