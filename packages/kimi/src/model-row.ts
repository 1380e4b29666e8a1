import { type Assume, type CapabilityRow, DialectError } from "@dialect/core";
import { type BaseUrl, onlyTextAndStreaming, stateRow } from "@dialect/core/provider";
import { models, retired } from "./models/rows.js";
import { type RouteId, routes } from "./settings.js";

/**
 * The row that holds: the caller's word first, the vendor's row on the vendor's own base URLs, and elsewhere nothing
 * but text and streaming.
 *
 * @throws {@link DialectError} `unknown_model` with the ids of the route, or the route that has it.
 */
export function rowOf(model: string, route: RouteId, base: BaseUrl, assume: Assume | undefined): CapabilityRow {
  const rows: Readonly<Record<string, CapabilityRow>> = models[route];
  if (assume !== undefined) return stateRow(assume, rows, "kimi");
  const row = Object.hasOwn(rows, model) ? rows[model] : undefined;
  if (!base.official) return onlyTextAndStreaming(row ?? {});
  if (row !== undefined) return row;
  throw new DialectError("unknown_model", {
    message: `Kimi has no model "${model}" on record for the route ${route}.`,
    provider: "kimi",
    route,
    model,
    hint: hintFor(model, route, Object.keys(rows)),
  });
}

function hintFor(model: string, route: RouteId, ids: readonly string[]): string {
  const why = Object.hasOwn(retired, model) ? retired[model] : undefined;
  if (why !== undefined) return `It was ${why}.`;
  const other = routes.find((one) => one !== route && Object.hasOwn(models[one], model));
  if (other !== undefined) return `It is on the route "${other}": chat("${model}", { route: "${other}" }).`;
  return `Known: ${ids.join(", ")}. For another id say what it can do: chat("${model}", { assume: { like: "${ids[0]}" } }).`;
}
