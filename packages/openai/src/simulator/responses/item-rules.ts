import { refuse, type Refusal } from "../refusal.js";
import type { ModelRow } from "../model-table.js";
import type { Settings } from "../options.js";
import { kindOf, type Item } from "./body.js";
import { unseal } from "./encrypted.js";
import type { Memory } from "./memory.js";

/** The items of a request behind those that the vendor remembers. `input[n]` counts the items of the request only. */
export interface History {
  readonly earlier: readonly Item[];
  readonly input: readonly Item[];
}

export function checkItems(asSent: History, row: ModelRow, memory: Memory, settings: Settings): Refusal | undefined {
  // A reference is as good as the item itself, once it is found.
  const resolve = (item: Item): Item =>
    kindOf(item) === "item_reference" ? (memory.item(item.id ?? "") ?? item) : item;
  const history = { earlier: asSent.earlier, input: asSent.input.map(resolve) };
  return (
    checkIds(history) ??
    checkStored(history.input, memory, settings) ??
    checkSeals(history.input, row, settings) ??
    checkPairs(history, memory) ??
    checkCalls(history)
  );
}

const prefixes: Readonly<Record<string, string>> = { reasoning: "rs", function_call: "fc", message: "msg" };

/**
 * @see https://github.com/vercel/ai …/responses/__fixtures__/openai-tool-search-duplicate-item-error.1.json (read 2026-11-20)
 * The prefixes: live-measured in September 2026 (read 2026-11-20).
 */
function checkIds({ earlier, input }: History): Refusal | undefined {
  const seen = new Set(earlier.map((item) => item.id));
  for (const [index, item] of input.entries()) {
    if (item.id === undefined) continue;
    const prefix = prefixes[kindOf(item)];
    if (prefix !== undefined && !item.id.startsWith(prefix)) {
      const where = `input[${index}].id`;
      return refuse(
        `Invalid '${where}': '${item.id}'. Expected an ID that begins with '${prefix}'.`,
        where,
        "invalid_value",
      );
    }
    if (seen.has(item.id)) {
      return refuse(
        `Duplicate item found with id ${item.id}. Remove duplicate items from your input and try again.`,
        "input",
      );
    }
    seen.add(item.id);
  }
  return undefined;
}

/**
 * An id alone stands for a stored item.
 *
 * @see https://github.com/can1357/oh-my-pi/issues/41 (404, read 2026-11-20)
 */
function checkStored(input: readonly Item[], memory: Memory, settings: Settings): Refusal | undefined {
  for (const [index, item] of input.entries()) {
    const kind = kindOf(item);
    const needsStore = kind === "item_reference" || (kind === "reasoning" && item.encrypted_content == null);
    if (!needsStore) continue;
    if (item.id === undefined)
      return refuse(
        `Missing required parameter: 'input[${index}].id'.`,
        `input[${index}].id`,
        "missing_required_parameter",
      );
    if (memory.item(item.id) !== undefined) continue;
    const message =
      `Item with id '${item.id}' not found. Items are not persisted when \`store\` is set to false. ` +
      "Try again with `store` set to true, or remove this item from your input.";
    return refuse(message, "input", null, settings.itemNotFound);
  }
  return undefined;
}

/** @see https://github.com/Wei-Shaw/sub2api/issues/2863 (read 2026-11-20) */
function checkSeals(input: readonly Item[], row: ModelRow, settings: Settings): Refusal | undefined {
  for (const { encrypted_content: sealed } of input) {
    if (sealed == null) continue;
    const found = unseal(sealed);
    const isReadable = found !== undefined && (found.family === row.family || row.dropsStaleReasoning === true);
    if (isReadable) continue;
    const shown = sealed.length > 8 ? `${sealed.slice(0, 4)}...${sealed.slice(-4)}` : sealed;
    const message = `The encrypted content ${shown} could not be verified. Reason: Encrypted content could not be decrypted or parsed.`;
    return {
      ...refuse(message, null, "invalid_encrypted_content"),
      asEvent: settings.encryptedContentFailure === "event",
    };
  }
  return undefined;
}

/**
 * Reasoning and what came of it stay together.
 *
 * @see https://github.com/pydantic/pydantic-ai/issues/2861 (reasoning alone, read 2026-11-20)
 * @see https://github.com/continuedev/continue/issues/10018 (a call alone, read 2026-11-20)
 */
function checkPairs({ earlier, input }: History, memory: Memory): Refusal | undefined {
  const present = new Set([...earlier, ...input].flatMap((item) => idsOf(item)));
  for (const [index, item] of input.entries()) {
    const kind = kindOf(item);
    if (kind === "reasoning") {
      const next = input.slice(index + 1).find((one) => kindOf(one) !== "reasoning");
      const follows =
        next !== undefined &&
        (kindOf(next) === "function_call" || (kindOf(next) === "message" && next.role === "assistant"));
      if (!follows) {
        return refuse(
          `Item '${idsOf(item)[0] ?? ""}' of type 'reasoning' was provided without its required following item.`,
          "input",
        );
      }
    }
    const partner = item.id === undefined ? undefined : memory.reasoningOf(item.id);
    if (partner !== undefined && !present.has(partner)) {
      return refuse(
        `Item '${item.id ?? ""}' of type '${kind}' was provided without its required 'reasoning' item: '${partner}'.`,
        "input",
      );
    }
  }
  return undefined;
}

/** The id of an item, also where it stands only inside the encrypted content. */
function idsOf(item: Item): readonly string[] {
  const sealed = item.encrypted_content == null ? undefined : unseal(item.encrypted_content)?.id;
  return [item.id, sealed].filter((id) => id !== undefined);
}

/**
 * @see https://github.com/symgraph/GhidrAssist/issues/78 (a call without an output, read 2026-11-20)
 * @see https://github.com/vercel/ai …/responses/__fixtures__/openai-issue-18537-error.1.json (an output without a call, read 2026-11-20)
 */
function checkCalls({ earlier, input }: History): Refusal | undefined {
  const open = new Set<string>();
  for (const item of [...earlier, ...input]) {
    const callId = item.call_id ?? "";
    if (item.type === "function_call") open.add(callId);
    if (item.type === "function_call_output" && !open.delete(callId)) {
      return refuse(`No tool call found for function call output with call_id ${callId}.`, "input");
    }
  }
  const [unanswered] = open;
  return unanswered === undefined
    ? undefined
    : refuse(`No tool output found for function call ${unanswered}.`, "input");
}
