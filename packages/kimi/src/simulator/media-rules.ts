import type { FileStore } from "./files.js";
import type { ServedModel } from "./model-list.js";
import { ruleRefusal, type Refusal } from "./refusal.js";
import { partsOf, type Part, type RequestBody } from "./request-body.js";

/**
 * Pictures come as data URLs or as `ms://<file id>`; the vendor fetches nothing from the web. Of these sentences only
 * `unsupported image url` was seen.
 *
 * @see https://www.kimi.com/code/docs (error reference, read 2026-11-20)
 * @see https://github.com/vercel/ai packages/moonshotai (read 2026-11-20)
 */
export function checkMedia(body: RequestBody, model: ServedModel, files: FileStore): Refusal | undefined {
  for (const part of body.messages.flatMap(partsOf)) {
    const message = brokenPart(part, model, files);
    if (message !== undefined) return ruleRefusal(message);
  }
  return undefined;
}

function brokenPart(part: Part, model: ServedModel, files: FileStore): string | undefined {
  if (part.type === "text") return undefined;
  if (part.type !== "image_url" && part.type !== "video_url")
    return `Invalid request: content part type ${part.type} is not supported`;
  const kind = part.type === "image_url" ? "image" : "video";
  if (!(kind === "image" ? model.vision : model.video))
    return `Invalid request: ${kind} input is not supported by this model`;
  const value = part.image_url ?? part.video_url ?? "";
  const url = typeof value === "string" ? value : value.url;
  if (url.startsWith(`data:${kind}/`)) return undefined;
  return url.startsWith("ms://") && files.has(url.slice("ms://".length)) ? undefined : `unsupported ${kind} url`;
}
