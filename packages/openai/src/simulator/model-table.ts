/**
 * What each model takes. Efforts: pydantic-ai profiles/openai.py (live-verified 2026-07); gpt-6: modelparams.dev
 * and AIHubMix's own probes (2026-09 to 2026-11); sampling of gpt-5.6: leandromineti/ai-assisted-coding
 * probes/raw/openai.jsonl (2026-09-01). All read 2026-11-20.
 */
export type Effort = "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";

export interface ModelRow {
  readonly id: string;
  /** What the answer says in `model`. */
  readonly servedAs: string;
  /** Encrypted reasoning is read inside one family only. */
  readonly family: "gpt-4" | "o" | "gpt-5" | "gpt-6";
  readonly routes: readonly ("chat" | "responses")[];
  /** Absent: the model does not reason. */
  readonly efforts?: { readonly chat: readonly Effort[]; readonly responses: readonly Effort[] };
  readonly defaultEffort?: Effort;
  /** Function tools on Chat: always, only with effort `none`, not beside an explicit other effort, or never. */
  readonly chatTools: "free" | "effort-none" | "no-explicit-effort" | "never";
  /** Sampling parameters: always, only with effort `none`, only at their default, or not at all. */
  readonly sampling: "free" | "effort-none" | "default-only" | "never";
  readonly contextTokens: number;
  /** Assistant messages carry `phase`. */
  readonly phase: boolean;
  /** Stale reasoning is dropped in silence instead of refused ("Using GPT-6.2", read 2026-11-20). */
  readonly dropsStaleReasoning?: true;
  /** A model without a system role. */
  readonly userOnly?: true;
}

const to = (
  ...efforts: readonly Effort[]
): { readonly chat: readonly Effort[]; readonly responses: readonly Effort[] } => ({
  chat: efforts,
  responses: efforts,
});
const both = ["chat", "responses"] as const;
const overXhigh = ["none", "low", "medium", "high", "xhigh"] as const;

const gpt4 = { family: "gpt-4", routes: both, chatTools: "free", sampling: "free", phase: false } as const;
const o = {
  family: "o",
  routes: both,
  efforts: to("low", "medium", "high"),
  defaultEffort: "medium",
  chatTools: "free",
  sampling: "default-only",
  contextTokens: 200_000,
  phase: false,
} as const;
const gpt5 = {
  family: "gpt-5",
  routes: both,
  efforts: to("minimal", "low", "medium", "high"),
  defaultEffort: "medium",
  chatTools: "free",
  sampling: "default-only",
  contextTokens: 400_000,
  phase: false,
} as const;
const gpt5x = {
  family: "gpt-5",
  routes: both,
  defaultEffort: "none",
  sampling: "effort-none",
  contextTokens: 400_000,
  phase: false,
} as const;
// `max` is refused on Chat (livekit/agents#7169, read 2026-11-20), which other sources contradict: option chatEffortMax.
const gpt56 = {
  family: "gpt-5",
  routes: both,
  efforts: { chat: overXhigh, responses: [...overXhigh, "max"] },
  defaultEffort: "medium",
  chatTools: "effort-none",
  sampling: "effort-none",
  contextTokens: 1_050_000,
  phase: true,
} as const;
const gpt6 = {
  family: "gpt-6",
  routes: both,
  efforts: to(...overXhigh, "max"),
  defaultEffort: "medium",
  chatTools: "effort-none",
  sampling: "effort-none",
  contextTokens: 1_050_000,
  phase: true,
} as const;
const astra = {
  ...gpt6,
  efforts: { chat: ["low", "medium", "high", "xhigh"], responses: ["low", "medium", "high", "xhigh", "max"] },
  chatTools: "never",
  sampling: "never",
} as const;
const gpt62 = { ...astra, contextTokens: 922_000, dropsStaleReasoning: true } as const;

export const models: readonly ModelRow[] = [
  { id: "gpt-6.2-astra", servedAs: "gpt-6.2-astra", ...gpt62 },
  { id: "gpt-6.2-sol", servedAs: "gpt-6.2-sol", ...gpt62 },
  { id: "gpt-6.1-sol", servedAs: "gpt-6.1-sol", ...gpt6 },
  { id: "gpt-6.1-terra", servedAs: "gpt-6.1-terra", ...gpt6 },
  { id: "gpt-6-astra", servedAs: "gpt-6-astra", ...astra },
  { id: "gpt-6-sol", servedAs: "gpt-6-sol", ...gpt6 },
  { id: "gpt-6-luna", servedAs: "gpt-6-luna", ...gpt6 },
  { id: "gpt-5.6", servedAs: "gpt-5.6-sol", ...gpt56 },
  { id: "gpt-5.6-sol", servedAs: "gpt-5.6-sol", ...gpt56 },
  { id: "gpt-5.6-terra", servedAs: "gpt-5.6-terra", ...gpt56 },
  { id: "gpt-5.6-luna", servedAs: "gpt-5.6-luna", ...gpt56 },
  { id: "gpt-5.5", servedAs: "gpt-5.5", ...gpt56, efforts: to(...overXhigh), chatTools: "no-explicit-effort" },
  {
    id: "gpt-5.5-pro",
    servedAs: "gpt-5.5-pro",
    ...gpt56,
    routes: ["responses"],
    efforts: to("medium", "high", "xhigh"),
    sampling: "never",
  },
  {
    id: "gpt-5.4",
    servedAs: "gpt-5.4-2026-03-05",
    ...gpt5x,
    efforts: to(...overXhigh),
    chatTools: "no-explicit-effort",
    contextTokens: 1_050_000,
    phase: true,
  },
  {
    id: "gpt-5.4-mini",
    servedAs: "gpt-5.4-mini-2026-03-17",
    ...gpt5x,
    efforts: to(...overXhigh),
    chatTools: "no-explicit-effort",
    phase: true,
  },
  {
    id: "gpt-5.2",
    servedAs: "gpt-5.2-2025-12-11",
    ...gpt5x,
    efforts: to(...overXhigh),
    chatTools: "no-explicit-effort",
  },
  {
    id: "gpt-5.1",
    servedAs: "gpt-5.1-2025-11-13",
    ...gpt5x,
    efforts: to("none", "low", "medium", "high"),
    chatTools: "free",
  },
  { id: "gpt-5", servedAs: "gpt-5-2025-08-07", ...gpt5 },
  { id: "gpt-5-mini", servedAs: "gpt-5-mini-2025-08-07", ...gpt5 },
  { id: "gpt-5-nano", servedAs: "gpt-5-nano-2025-08-07", ...gpt5 },
  { id: "o3", servedAs: "o3-2025-04-16", ...o },
  { id: "o4-mini", servedAs: "o4-mini-2025-04-16", ...o },
  {
    id: "o1-mini",
    servedAs: "o1-mini-2024-09-12",
    ...o,
    routes: ["chat"],
    efforts: to(),
    contextTokens: 128_000,
    userOnly: true,
  },
  { id: "gpt-4.1", servedAs: "gpt-4.1-2025-04-14", ...gpt4, contextTokens: 1_047_576 },
  { id: "gpt-4.1-mini", servedAs: "gpt-4.1-mini-2025-04-14", ...gpt4, contextTokens: 1_047_576 },
  { id: "gpt-4.1-nano", servedAs: "gpt-4.1-nano-2025-04-14", ...gpt4, contextTokens: 1_047_576 },
  { id: "gpt-4o", servedAs: "gpt-4o-2024-08-06", ...gpt4, contextTokens: 128_000 },
  { id: "gpt-4o-mini", servedAs: "gpt-4o-mini-2024-07-18", ...gpt4, contextTokens: 128_000 },
];

export const embeddingModels: readonly {
  readonly id: string;
  readonly dimensions: number;
  readonly canShorten: boolean;
}[] = [
  { id: "text-embedding-3-small", dimensions: 1536, canShorten: true },
  { id: "text-embedding-3-large", dimensions: 3072, canShorten: true },
  { id: "text-embedding-ada-002", dimensions: 1536, canShorten: false },
];

/** By id or by the dated name that answers carry. */
export function findModel(id: string): ModelRow | undefined {
  return models.find((row) => row.id === id) ?? models.find((row) => row.servedAs === id);
}

export const reasons = (row: ModelRow): boolean => row.efforts !== undefined;
