/** Where each fact of the rows comes from, by the key that cells name. */
export const sources = {
  // The vendor's pages.
  models: { url: "https://platform.openai.com/docs/models", evidence: "documented", read: "2026-11-20" },
  chatReference: {
    url: "https://platform.openai.com/docs/api-reference/chat/create",
    evidence: "documented",
    read: "2026-11-20",
  },
  responsesReference: {
    url: "https://platform.openai.com/docs/api-reference/responses/create",
    evidence: "documented",
    read: "2026-11-20",
  },
  functionCalling: {
    url: "https://platform.openai.com/docs/guides/function-calling",
    evidence: "documented",
    read: "2026-11-20",
  },
  structuredOutputs: {
    url: "https://platform.openai.com/docs/guides/structured-outputs",
    evidence: "documented",
    read: "2026-11-20",
  },
  reasoningGuide: {
    url: "https://platform.openai.com/docs/guides/reasoning",
    evidence: "documented",
    read: "2026-11-20",
  },
  vision: { url: "https://platform.openai.com/docs/guides/images-vision", evidence: "documented", read: "2026-11-20" },
  pdf: { url: "https://platform.openai.com/docs/guides/pdf-files", evidence: "documented", read: "2026-11-20" },
  audio: { url: "https://platform.openai.com/docs/guides/audio", evidence: "documented", read: "2026-11-20" },
  promptCaching: {
    url: "https://platform.openai.com/docs/guides/prompt-caching",
    evidence: "documented",
    read: "2026-11-20",
  },
  predictedOutputs: {
    url: "https://platform.openai.com/docs/guides/predicted-outputs",
    evidence: "documented",
    read: "2026-11-20",
  },
  // "Not supported with latest reasoning models `o3` and `o4-mini`", of `stop`.
  openaiNode: {
    url: "https://github.com/openai/openai-node/blob/7b7d6ca7/src/resources/chat/completions/completions.ts",
    evidence: "documented",
    read: "2026-11-20",
  },

  // Requests and answers as a third party logged them.
  probeLog: {
    url: "https://github.com/leandromineti/ai-assisted-coding/blob/main/probes/raw/openai.jsonl",
    evidence: "recorded",
    read: "2026-11-20",
  },
  responsesTemperature: {
    url: "https://github.com/pydantic/pydantic-ai/tree/4fda38988/tests/models/cassettes/test_openai_responses",
    evidence: "recorded",
    read: "2026-11-20",
  },

  // What others measured and say.
  // "live-verified 2026-07": efforts, their defaults, and that sampling parameters need reasoning to be off.
  efforts: {
    url: "https://github.com/pydantic/pydantic-ai/blob/4fda38988/pydantic_ai_slim/pydantic_ai/profiles/openai.py",
    evidence: "reported",
    read: "2026-11-20",
  },
  // "-pro" models answer on Responses only.
  responsesOnly: {
    url: "https://github.com/pydantic/pydantic-ai/blob/4fda38988/pydantic_ai_slim/pydantic_ai/profiles/openai.py",
    evidence: "reported",
    read: "2026-11-20",
  },
  // The vendor's own list in a refusal: "Supported values are: 'none', 'low', 'medium', 'high', 'xhigh'."
  chatEfforts: { url: "https://github.com/livekit/agents/pull/7169", evidence: "reported", read: "2026-11-21" },
  // "Function tools with reasoning_effort are not supported for gpt-5.6-… in /v1/chat/completions", also when unset.
  toolsNeedNone: { url: "https://github.com/BerriAI/litellm/pull/34569", evidence: "reported", read: "2026-11-20" },
  toolsNeedNone6: {
    url: "https://github.com/onyx-dot-app/onyx/issues/15008",
    evidence: "reported",
    read: "2026-11-21",
  },
  gpt62: { url: "https://dev.to/aihubmix", evidence: "reported", read: "2026-11-20" },
  gpt62Efforts: {
    url: "https://runware.ai/docs/models/openai-gpt-6-2-astra",
    evidence: "reported",
    read: "2026-11-21",
  },
  gpt6Parameters: {
    url: "https://github.com/mnfst/modelparams.dev/tree/3e79c46/models/openai",
    evidence: "reported",
    read: "2026-11-20",
  },
  astraChat: { url: "https://github.com/genkit-ai/genkit-dart/pull/423", evidence: "reported", read: "2026-11-21" },
  astraStop: { url: "https://github.com/bolna-ai/bolna/pull/1019", evidence: "reported", read: "2026-11-21" },
  astraEfforts: { url: "https://github.com/BerriAI/litellm-docs/pull/1173", evidence: "reported", read: "2026-11-21" },
  astraModes: {
    url: "https://github.com/UKGovernmentBEIS/inspect_ai/pull/5254",
    evidence: "reported",
    read: "2026-11-21",
  },
  astraResponses: { url: "https://github.com/dcdpr/jp/pull/1086", evidence: "reported", read: "2026-11-21" },
  gpt55Tools: {
    url: "https://github.com/Science-Discovery/Aether/issues/1026",
    evidence: "reported",
    read: "2026-11-21",
  },
  gpt54Tools: { url: "https://github.com/pipecat-ai/pipecat/issues/4043", evidence: "reported", read: "2026-11-20" },
  gpt54ToolsNone: { url: "https://github.com/livekit/agents/issues/5084", evidence: "reported", read: "2026-11-21" },
  gpt52Tools: { url: "https://github.com/livekit/agents/pull/5088", evidence: "reported", read: "2026-11-21" },
  gpt52Stop: { url: "https://github.com/huggingface/smolagents/issues/1893", evidence: "reported", read: "2026-11-21" },
  gpt5Stop: { url: "https://github.com/huggingface/smolagents/pull/1662", evidence: "reported", read: "2026-11-21" },
  gpt5Temperature: { url: "https://github.com/tmc/langchaingo/issues/1355", evidence: "reported", read: "2026-11-21" },
  oSeriesParallel: {
    url: "https://github.com/evalstate/fast-agent/issues/279",
    evidence: "reported",
    read: "2026-11-21",
  },

  // This package's own decisions.
  refusedHere: {
    url: "https://github.com/dialect-sdk/dialect/blob/main/packages/openai/README.md#what-we-refuse",
    evidence: "documented",
    read: "2026-11-21",
  },
  customHost: {
    url: "https://github.com/dialect-sdk/dialect/blob/main/packages/openai/README.md#custom-base-urls",
    evidence: "documented",
    read: "2026-11-21",
  },
} as const;
