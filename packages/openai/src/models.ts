/**
 * What each model does with each option, per route and exact id: data with source and date. The facts are in models/,
 * one file per route and generation.
 */
import type { Rows, Sources } from "@dialect/core";
import { chat } from "./models/chat.js";
import { responses } from "./models/responses.js";
import { routeCells } from "./models/route-cells.js";
import { sources } from "./models/sources.js";

export { routeCells, sources };

export const models: { readonly responses: typeof responses; readonly chat: typeof chat } = { responses, chat };
void (models satisfies Rows);
void ({ routes: routeCells } satisfies Rows);
void (sources satisfies Sources);

export type RouteId = keyof typeof models;
/** Every model has a row on both routes. */
export type ModelId = keyof typeof models.responses;
/** A model's row on one route, the route's own cells included. */
export type RowOf<R extends RouteId, Id extends ModelId> = R extends RouteId
  ? (typeof routeCells)[R] & (typeof models)[R][Id]
  : never;
