/**
 * Ranges that the vendor checks. Refused here with the vendor's own numbers, so that nothing is sent and nothing is
 * clamped.
 *
 * @see https://github.com/akz142857/Halro/blob/main/docs/verification/provider-real-matrix.md (read 2026-11-20; stop)
 * @see https://platform.kimi.com/docs/api/models-overview (read 2026-11-20; sampling)
 */
import { DialectError } from "@dialect/core";
import type { Who } from "@dialect/core/provider";
import type { KimiRequest } from "../request-types.js";

/** @throws DialectError `invalid_request`, naming option, value and range. */
export function checkRanges(request: KimiRequest, who: Who): void {
  const refuse = (option: string, value: unknown, range: string): never => {
    throw new DialectError("invalid_request", {
      message: `${option} is ${String(value)}; Kimi takes ${range}.`,
      ...who,
    });
  };
  const within = (option: keyof KimiRequest, low: number, high: number, range: string): void => {
    const value = request[option];
    if (value !== undefined && !((value as number) >= low && (value as number) <= high)) refuse(option, value, range);
  };
  within("temperature", 0, 1, "0 to 1");
  within("topP", 0, 1, "0 to 1");
  within("frequencyPenalty", -2, 2, "-2 to 2");
  within("presencePenalty", -2, 2, "-2 to 2");
  const stop = request.stop ?? [];
  // "stop array too long. Expected an array with maximum length 5, but got 6"
  if (stop.length > 5) refuse("stop", `${stop.length} texts`, "at most 5");
  // "must not be longer than 32"
  for (const text of stop)
    if (new TextEncoder().encode(text).length > 32)
      refuse("stop", `${JSON.stringify(text)} among others`, "texts of at most 32 bytes");
  // `maxItems: 128`, names up to 64 characters (https://platform.kimi.com/docs/api/chat, read 2026-11-20)
  const count = request.tools?.length ?? 0;
  if (count > 128) refuse("tools", `${count} tools`, "at most 128");
  for (const { name } of request.tools ?? []) checkToolName(name, refuse);
  for (const option of ["promptCacheKey", "safetyIdentifier"] as const) {
    const value: unknown = request[option];
    if (value !== undefined && (typeof value !== "string" || value === ""))
      refuse(option, JSON.stringify(value), "a text that is not empty");
  }
  if (request.missingReasoning !== undefined && request.missingReasoning !== "send-empty")
    refuse("missingReasoning", JSON.stringify(request.missingReasoning), '"send-empty", or nothing to refuse');
}

// "Invalid request: function name is invalid, must start with a letter and can contain letters, numbers, underscores,
// and dashes"
function checkToolName(name: string, refuse: (option: string, value: unknown, range: string) => never): void {
  if (name.startsWith("$")) refuse("the tool name", JSON.stringify(name), "its own tools in builtinTools");
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(name))
    refuse("the tool name", JSON.stringify(name), "a letter, then letters, digits, _ and -, at most 64");
}
