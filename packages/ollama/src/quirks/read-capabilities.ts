/**
 * The row of one model from what `/api/show` says of it. The lists of `/api/show` tell the truth; those of `/api/tags`
 * are shorter on some versions.
 *
 * @see https://docs.ollama.com/api/show (read 2026-11-20)
 * @see ../../test/wire/recorded/api-show.resp.txt
 */
import type { Cell, Fact, JsonObject } from "@dialect/core";
import type { OllamaRow } from "../models/row-of.js";
import { models } from "../models/rows.js";
import type { RouteId } from "../settings.js";

const native = (source: string): Fact => ({ support: "native", source });

/** The server's row with what the model adds to it. */
export function readCapabilities(show: JsonObject, route: RouteId): OllamaRow {
  const listed = show["capabilities"];
  // Servers before 0.6.4 list none: nothing is known of the model then.
  const remote = typeof show["remote_host"] === "string" || typeof show["remote_model"] === "string";
  const server: OllamaRow = models[route][remote ? "cloud" : "local"];
  if (!Array.isArray(listed)) return server;
  const can = (name: string): boolean => (listed as readonly unknown[]).includes(name);
  const has = (name: string): Fact => (can(name) ? native("show") : { support: "rejected", source: "show" });
  const levels = family(show).replace("-", "") === "gptoss";
  return {
    ...server,
    generate: can("completion") ? native("show") : { support: "rejected", source: "noChat" },
    tools: has("tools"),
    imageInput: has("vision"),
    thinksByDefault: has("thinking"),
    reasoning: reasoningOf(can("thinking"), levels, route),
    ...(remote ? {} : { outputStrict: strictOf(can("thinking"), levels) }),
  };
}

function reasoningOf(thinks: boolean, levels: boolean, route: RouteId): Cell {
  const source = route === "native" ? "noThinking" : "chatNoThinking";
  // Not thinking is what such a model does anyway; anything else is refused by name.
  if (!thinks) {
    return [
      { support: "native", source, values: ["none"], when: { effort: ["none"] } },
      { support: "rejected", source },
    ];
  }
  if (levels) return { support: "native", source: "thinking", values: ["low", "medium", "high"] };
  if (route === "chat") {
    return [
      { support: "native", source: "chatEffortNone", values: ["none"], when: { effort: ["none"] } },
      { support: "unknown", source: "thinking" },
    ];
  }
  return [
    { support: "native", source: "thinkFalse", values: ["none", "on"], when: { effort: ["none", "on"] } },
    { support: "unknown", source: "thinking" },
  ];
}

/** The grammar of `format` starts where the thinking ends; a model that skips it answers without any. */
function strictOf(thinks: boolean, levels: boolean): Cell {
  if (!thinks) return native("formatSchema");
  if (levels) return { support: "unknown", source: "formatSkipped" };
  return [
    { support: "native", source: "formatSchema", when: { reasoning: "off" } },
    { support: "unknown", source: "formatSkipped" },
  ];
}

function family(show: JsonObject): string {
  const details = show["details"];
  const name = typeof details === "object" && details !== null ? (details as JsonObject)["family"] : undefined;
  const info = show["model_info"];
  const architecture =
    typeof info === "object" && info !== null ? (info as JsonObject)["general.architecture"] : undefined;
  return String(name ?? architecture ?? "");
}

/** The window that the model was made for, in tokens; the one in force is in `ps()`. */
export function readContextLength(show: JsonObject): number | undefined {
  const info = show["model_info"];
  if (typeof info !== "object" || info === null || Array.isArray(info)) return undefined;
  const entry = Object.entries(info as JsonObject).find(([key]) => /^[^.]+\.context_length$/.test(key));
  return typeof entry?.[1] === "number" ? entry[1] : undefined;
}
