import { ruleRefusal, type Refusal } from "./refusal.js";
import type { Settings } from "./options.js";

export interface ServedModel {
  readonly id: string;
  /** What the answer says in `model`. */
  readonly servedAs: string;
  readonly vision: boolean;
  readonly thinkingByDefault: boolean;
}

/**
 * The ids that are served, and as what: the old names are routed to the current flash model.
 *
 * @see https://api-docs.deepseek.com/quick_start/pricing (read 2026-11-20)
 */
export const served: readonly ServedModel[] = [
  { id: "deepseek-flash", servedAs: "deepseek-flash", vision: true, thinkingByDefault: true },
  { id: "deepseek-v4-pro", servedAs: "deepseek-v4-pro", vision: false, thinkingByDefault: true },
  { id: "deepseek-v4-flash", servedAs: "deepseek-flash", vision: true, thinkingByDefault: true },
  { id: "deepseek-v4-flash-vision-exp", servedAs: "deepseek-flash", vision: true, thinkingByDefault: true },
];

/**
 * Retired on 2026-07-24; before, `deepseek-reasoner` answered as `deepseek-v4-flash`.
 *
 * @see https://github.com/pydantic/pydantic-ai tests/models/cassettes/test_deepseek (read 2026-11-20)
 */
const retired: readonly ServedModel[] = [
  { id: "deepseek-chat", servedAs: "deepseek-v4-flash", vision: false, thinkingByDefault: false },
  { id: "deepseek-reasoner", servedAs: "deepseek-v4-flash", vision: false, thinkingByDefault: true },
];

// As seen in August and September 2026 (new-api fork, official-fit validator; read 2026-11-20). The list inside the
// sentence is the vendor's, also where `deepseek-flash` is served by now.
const supportedNames = "deepseek-v4-pro, deepseek-v4-flash, and deepseek-v4-flash-vision-exp";

export function findModel(id: string, settings: Settings): ServedModel | Refusal {
  const names = settings.retiredModels === "route" ? [...served, ...retired] : served;
  const model = names.find((one) => one.id === id);
  return model ?? ruleRefusal(`The supported API model names are ${supportedNames}, but you passed ${id}.`);
}
