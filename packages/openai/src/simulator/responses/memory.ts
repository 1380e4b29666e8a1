import type { Item } from "./body.js";

/** What the vendor remembers between requests. */
export interface Memory {
  /** All items of a stored response's conversation, its own output last. */
  conversation(responseId: string): readonly Item[] | undefined;
  item(id: string): Item | undefined;
  /** The reasoning item that a call or message came with. */
  reasoningOf(itemId: string): string | undefined;
  /** `store: false` keeps the ids of pairs, not the items. */
  keep(response: {
    readonly id: string;
    readonly input: readonly Item[];
    readonly output: readonly Item[];
    readonly store: boolean;
  }): void;
}

export function createMemory(): Memory {
  const conversations = new Map<string, readonly Item[]>();
  const stored = new Map<string, Item>();
  const partners = new Map<string, string>();
  return {
    conversation: (id) => conversations.get(id),
    item: (id) => stored.get(id),
    reasoningOf: (id) => partners.get(id),
    keep({ id, input, output, store }) {
      let reasoning: string | undefined;
      for (const item of output) {
        if (item.type === "reasoning") reasoning = item.id;
        else if (item.id !== undefined && reasoning !== undefined) partners.set(item.id, reasoning);
        if (store && item.id !== undefined) stored.set(item.id, item);
      }
      if (store) conversations.set(id, [...input, ...output]);
    },
  };
}
