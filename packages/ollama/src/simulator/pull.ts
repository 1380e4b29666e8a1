import type { LoggedRequest, Reply } from "@dialect/simulator";
import type { Desk } from "./chat.js";
import { digestOf, sizeOf } from "./inventory.js";
import { refuse, type Refusal } from "./refusal.js";

/**
 * Downloads, as far as they can be seen: a failure comes as a line after HTTP 200, or as a 500 without streaming.
 *
 * @see https://github.com/ollama/ollama at fb30760 server/images.go, docs/api.md (read 2026-11-20)
 * @see ../../test/wire (api-pull-error, api-pull-error-stream, 2026-11-21)
 */
export function pull(request: LoggedRequest, reply: Reply, desk: Desk): Refusal | undefined {
  const body = (request.json ?? {}) as { readonly model?: string; readonly name?: string; readonly stream?: boolean };
  const name = body.model ?? body.name ?? "";
  if (name === "") return refuse(400, "model is required");
  const wanted = name.includes(":") ? name : `${name}:latest`;
  const found = desk.settings.registry.find((model) => model.name === wanted) ?? desk.inventory.find(name);
  const missing = "pull model manifest: file does not exist";
  if (body.stream === false) {
    if (found === undefined) return { ...refuse(500, missing), from: "stream" };
    desk.inventory.add(found);
    reply.json(200, { status: "success" });
    return undefined;
  }
  const stream = reply.stream({ "content-type": "application/x-ndjson" }).line({ status: "pulling manifest" });
  if (found === undefined) {
    stream.line({ error: missing }).end();
    return undefined;
  }
  const digest = digestOf(found);
  const layer = { status: `pulling ${digest.slice(0, 12)}`, digest: `sha256:${digest}`, total: sizeOf };
  // Nothing has come yet: a zero is left out.
  stream.line(layer);
  for (const completed of [sizeOf / 2, sizeOf]) stream.line({ ...layer, completed });
  for (const status of ["verifying sha256 digest", "writing manifest", "success"]) stream.line({ status });
  desk.inventory.add(found);
  stream.end();
  return undefined;
}
