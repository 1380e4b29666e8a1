import { type OllamaRow, readCapabilities, type RouteId } from "../src/index.js";

/** What `/api/show` says of models that the simulator has, by id. */
const capabilities: Readonly<Record<string, readonly string[]>> = {
  qwen3: ["completion", "tools", "thinking"],
  "llama3.2": ["completion", "tools"],
};

/** The row that `inspect(id)` would give, without asking. */
export function inspected(route: RouteId, model: string): OllamaRow {
  return readCapabilities({ capabilities: capabilities[model] ?? [], details: { family: model } }, route);
}
