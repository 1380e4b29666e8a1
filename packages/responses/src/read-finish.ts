import type { Finish, Json } from "@dialect/core";
import { isObject, textOf, type WireObject } from "./wire-object.js";

/** Items whose answer the caller owes, besides function calls: a turn whose last item is one is not over. */
const awaited: ReadonlySet<Json | undefined> = new Set([
  "custom_tool_call",
  "computer_call",
  "local_shell_call",
  "shell_call",
  "apply_patch_call",
  "mcp_approval_request",
]);

/**
 * The wire has no finish word: it follows from the status, the reason why a response is incomplete, and the items.
 * The status counts, not the event's name: a response that was cut also comes in an event named `response.completed`.
 */
export function readFinish(status: string, response: WireObject, itemTypes: readonly (Json | undefined)[]): Finish {
  if (status === "incomplete") {
    const details = response["incomplete_details"];
    const reason = isObject(details) ? textOf(details["reason"]) : undefined;
    if (reason === "max_output_tokens") return { reason: "length", raw: reason };
    if (reason === "content_filter") return { reason: "content-filter", raw: reason };
    return { reason: "other", raw: reason ?? status };
  }
  if (itemTypes.includes("function_call")) return { reason: "tool-calls", raw: status };
  if (awaited.has(itemTypes.at(-1))) return { reason: "other", raw: status };
  return { reason: "stop", raw: status };
}
