/**
 * Asks for a stateless turn whose reasoning can go back: `store: false`, and the encrypted content of reasoning, without
 * which the next request would have to look items up that nobody stored. Models that do not reason refuse the include.
 *
 * @see https://platform.openai.com/docs/guides/reasoning#encrypted-reasoning-items (read 2026-11-20)
 * @see https://github.com/earendil-works/pi/issues/3369 (read 2026-11-20; 404 "Items are not persisted when `store` is set to false")
 */
import type { Cell, Fact } from "@dialect/core";
import type { OpenAIRequest } from "../request-types.js";
import type { RouteContext } from "../routes/route.js";

export const encryptedContent = "reasoning.encrypted_content";

export interface Storing {
  readonly store?: boolean;
  readonly include: readonly string[];
}

export function addEncryptedReasoning(
  request: OpenAIRequest,
  { added, row }: Pick<RouteContext, "added" | "row">,
): Storing {
  const store = request.store ?? (added.storeFalse ? false : undefined);
  const include = [...new Set(request.include ?? [])];
  if (added.encryptedReasoning && store !== true && reasons(row.reasoning) && !include.includes(encryptedContent)) {
    include.push(encryptedContent);
  }
  return { ...(store === undefined ? {} : { store }), include };
}

/** Whether the row says that the model reasons, in any situation. */
export function reasons(cell: Cell | undefined): boolean {
  if (cell === undefined) return false;
  const facts = Array.isArray(cell) ? (cell as readonly Fact[]) : [cell as Fact];
  return facts.some(({ support }) => support === "native");
}
