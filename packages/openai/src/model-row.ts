/**
 * The row that holds for a model: the vendor's row on the vendor's own base URLs; elsewhere text and streaming, and
 * `unknown` for everything that depends on the host. What the caller states comes on top.
 */
import { type Assume, type CapabilityRow, type Cell, type CellName, DialectError, type Support } from "@dialect/core";
import { type BaseUrl, cellNames, onlyTextAndStreaming, stateRow } from "@dialect/core/provider";
import { models, type ModelId, type RouteId, routeCells } from "./models.js";
import type { OpenAIRow } from "./request-cells.js";

/** Cells beside the portable ones that a caller can state. */
export type OwnCell =
  | keyof (typeof routeCells)["responses"]
  | keyof (typeof routeCells)["chat"]
  | "endpoint"
  | "verbosity"
  | "reasoningSummary"
  | "reasoningMode"
  | "reasoningContext";

/** What a caller states for a model: "as that one", single cells with or without it, or a measured row. */
export type OpenAIAssume =
  | ({ readonly like: ModelId } & { readonly [K in CellName | OwnCell]?: Support })
  | { readonly [K in CellName | OwnCell]?: Support }
  | (CapabilityRow & { readonly [K in OwnCell]?: Cell });

export interface ChosenRow {
  readonly row: OpenAIRow;
  /** Whether the vendor's spelling and limits hold: on its own servers, and where the caller says `like`. */
  readonly official: boolean;
}

/** @throws DialectError `unknown_model`, `invalid_setting` */
export function chooseRow(model: string, route: RouteId, base: BaseUrl, assume: OpenAIAssume | undefined): ChosenRow {
  const rows: Readonly<Record<string, CapabilityRow>> = models[route];
  const known = Object.hasOwn(rows, model) ? rows[model] : undefined;
  if (assume === undefined && known === undefined && base.official) throw unknownModel(model, route, Object.keys(rows));
  const like = assume !== undefined && "like" in assume;
  const vendorRow: OpenAIRow | undefined = known === undefined ? undefined : { ...routeCells[route], ...known };
  const foundation = like ? {} : base.official ? (vendorRow ?? textOnly(route, {})) : textOnly(route, vendorRow ?? {});
  const stated = assume === undefined ? {} : stateRow(assume as Assume, wholeRows(route), "openai");
  return { row: { ...foundation, ...stated } as OpenAIRow, official: base.official || like };
}

/** Rows with the route's own cells, as `assume` may copy them. */
function wholeRows(route: RouteId): Record<string, CapabilityRow> {
  const other = route === "chat" ? routeCells.responses : routeCells.chat;
  // Cells that only the other route has can be stated too: a custom server may differ.
  const unknown = Object.fromEntries(
    Object.keys(other).map((name) => [name, { support: "unknown", source: "customHost" } as const]),
  );
  return Object.fromEntries(
    Object.entries(models[route]).map(([id, row]) => [id, { ...unknown, ...routeCells[route], ...row }]),
  );
}

function textOnly(route: RouteId, row: CapabilityRow): OpenAIRow {
  const names: readonly string[] = [...cellNames, ...Object.keys(routeCells[route]), ...Object.keys(row)];
  const unknown = Object.fromEntries(
    names.map((name): [string, Cell] => [name, { support: "unknown", source: "customHost" }]),
  );
  const kept = onlyTextAndStreaming({});
  return { ...unknown, ...kept, endpoint: { support: "native", source: "assumed" } } as OpenAIRow;
}

function unknownModel(model: string, route: RouteId, known: readonly string[]): DialectError {
  return new DialectError("unknown_model", {
    message: `OpenAI's model "${model}" has no row on the route ${route}.`,
    provider: "openai",
    route,
    model,
    hint: `Known: ${known.join(", ")}. For another id say what it can do, e.g. chat("${model}", { assume: { like: "gpt-5.4" } }).`,
  });
}
