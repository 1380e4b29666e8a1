/**
 * Which wire a model speaks: Responses only on OpenAI's own base URLs, because most servers that speak the format have
 * no /responses; an explicit choice always wins. One decision for every kind of call.
 *
 * @see https://github.com/graniet/llm/issues/121 (read 2026-11-20)
 */
import type { BaseUrl } from "@dialect/core/provider";
import type { RouteId } from "./models.js";
import { ownBaseUrls } from "./settings.js";

export interface RouteChoice {
  readonly route: RouteId;
  /** Told by `describe()`. */
  readonly reason: string;
}

export function chooseRoute(
  asked: { readonly model?: RouteId | undefined; readonly provider?: RouteId | undefined },
  base: BaseUrl,
): RouteChoice {
  if (asked.model !== undefined) return { route: asked.model, reason: `route: "${asked.model}" was given to chat().` };
  if (asked.provider !== undefined)
    return { route: asked.provider, reason: `api: "${asked.provider}" was given to createOpenAI().` };
  if (base.official) return { route: "responses", reason: `${base.url} is OpenAI's own.` };
  const own = ownBaseUrls.map(({ url }) => url).join(", ");
  return { route: "chat", reason: `${base.url} is none of OpenAI's own base URLs (${own}).` };
}
