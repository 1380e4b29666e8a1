import type { Ignored } from "./options.js";

/**
 * Schemas of tools pass through a struct that keeps these keywords and loses all others.
 *
 * @see https://github.com/ollama/ollama at fb30760 api/types.go (read 2026-11-20)
 */
const kept = new Set(["type", "description", "enum", "items", "properties", "required", "anyOf", "$defs"]);

type Dropped = Omit<Ignored, "request">;

export function droppedKeywords(
  tools: readonly { readonly function: { readonly parameters?: unknown } }[],
): readonly Dropped[] {
  return tools.flatMap((tool, index) => droppedIn(tool.function.parameters, `tools[${index}].function.parameters`));
}

function droppedIn(schema: unknown, path: string): readonly Dropped[] {
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) return [];
  const words = schema as Readonly<Record<string, unknown>>;
  const named = (keyword: string): readonly Dropped[] =>
    Object.entries((words[keyword] ?? {}) as object).flatMap(([name, below]) =>
      droppedIn(below, `${path}.${keyword}.${name}`),
    );
  const branches = Array.isArray(words["anyOf"]) ? (words["anyOf"] as readonly unknown[]) : [];
  return [
    ...Object.keys(words)
      .filter((name) => !kept.has(name))
      .map((name): Dropped => ({ path: `${path}.${name}`, why: "dropped" })),
    ...named("properties"),
    ...named("$defs"),
    ...droppedIn(words["items"], `${path}.items`),
    ...branches.flatMap((branch, index) => droppedIn(branch, `${path}.anyOf[${index}]`)),
  ];
}
