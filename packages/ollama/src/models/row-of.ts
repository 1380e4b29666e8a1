import type { Assume, CapabilityRow, Cell, CellName, Fact, Support } from "@dialect/core";
import { type AnyRow, stateRow } from "@dialect/core/provider";
import type { RouteId } from "../settings.js";
import { models, type OwnCell, type ServerKind } from "./rows.js";

/** A whole row, the package's own cells included; what `inspect` gives and `assume` takes. */
export type OllamaRow = CapabilityRow & { readonly [K in OwnCell]?: Cell };

/** What a caller states for a model: as any model of a kind of server, single cells, or an inspected row. */
export type OllamaAssume = { readonly like: ServerKind } | { readonly [K in CellName | OwnCell]?: Support } | OllamaRow;

/** The row of the server, with what the caller states on top. @throws DialectError `invalid_setting`, `unknown_model` */
export function rowOf(route: RouteId, kind: ServerKind, assume: OllamaAssume | undefined): OllamaRow & AnyRow {
  const rows = models[route];
  if (assume === undefined) return rows[kind];
  return { ...rows[kind], ...stateRow(assume as Assume, rows, "ollama") };
}

/** Whether the model thinks when the request does not say; `undefined` = nobody has said. */
export function thinksByDefault(row: AnyRow): "on" | "off" | undefined {
  const support = (row["thinksByDefault"] as Fact | undefined)?.support;
  if (support === "native") return "on";
  return support === "rejected" ? "off" : undefined;
}
