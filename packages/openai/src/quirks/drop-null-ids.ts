/**
 * Takes the id `"null"` of a tool-call fragment for no id: a server sends it with every fragment after the first, and
 * as an id of its own it would open another call.
 *
 * @see https://github.com/langchain-ai/langchainjs/pull/11373 (read 2026-11-20)
 */
import type { Json } from "@dialect/core";

export function dropNullIds(fragments: readonly Json[]): readonly Json[] {
  if (!fragments.some(hasNullId)) return fragments;
  return fragments.map((fragment) => (hasNullId(fragment) ? { ...(fragment as object), id: null } : fragment));
}

function hasNullId(fragment: Json): boolean {
  return typeof fragment === "object" && fragment !== null && (fragment as { readonly id?: Json }).id === "null";
}
