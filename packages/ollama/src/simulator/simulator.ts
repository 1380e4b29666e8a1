import { createScript, simulatorOf, startServer, type LoggedRequest, type Reply } from "@dialect/simulator";
import { chat, type Desk } from "./chat.js";
import { checkKey } from "./cloud.js";
import { embed } from "./embed.js";
import { goJson, jsonFault } from "./go-json.js";
import { createIds } from "./ids.js";
import { createInventory, missingModel, missingTagged, showOf, v1Entry } from "./inventory.js";
import { settingsOf, type Ignored, type OllamaSimulator, type OllamaSimulatorOptions, type Run } from "./options.js";
import { pull } from "./pull.js";
import { errorBody, refuse, type Refusal } from "./refusal.js";

/**
 * Starts a server on loopback that answers as Ollama does, without a model.
 *
 * @example
 * const simulator = await startSimulator({ turns: [{ reasoning: "Simple.", text: "Hello." }] });
 */
export async function startSimulator(options: OllamaSimulatorOptions = {}): Promise<OllamaSimulator> {
  const settings = settingsOf(options);
  const ignored: Ignored[] = [];
  const runs: Run[] = [];
  const script = createScript(options.turns);
  const inventory = createInventory(settings.models);
  const desk: Desk = { settings, script, inventory, ignored, runs, ids: createIds(settings.seed) };
  const server = await startServer({
    port: options.port ?? 0,
    ...(options.split === undefined ? {} : { split: options.split }),
    handle: (request, reply) => handle(request, reply, desk),
  });
  const simulator = simulatorOf(server, { script, baseUrl: server.url });
  return { ...simulator, v1BaseUrl: `${server.url}/v1`, ignored, runs };
}

type Answered = Refusal | undefined;
type Route = (request: LoggedRequest, reply: Reply, desk: Desk) => Answered;

const give =
  (value: (desk: Desk) => unknown, type = "application/json; charset=utf-8"): Route =>
  (_, reply, desk) => {
    reply.bytes(200, goJson(value(desk)), { "content-type": type });
    return undefined;
  };

const jsonType = "application/json; charset=utf-8";

/** @see https://github.com/ollama/ollama at fb30760 server/routes.go (read 2026-11-20) */
const routes: Readonly<Record<string, Route>> = {
  "GET /": (_, reply) => {
    reply.text(200, "Ollama is running");
    return undefined;
  },
  "GET /api/version": give(({ settings }) => ({ version: settings.version })),
  "GET /api/status": give(({ settings }) => ({ cloud: { disabled: settings.cloud === "disabled", source: "none" } })),
  "GET /api/tags": give(({ inventory }) => inventory.tags()),
  "GET /api/ps": give(({ inventory }) => inventory.loaded()),
  "POST /api/show": show,
  "DELETE /api/delete": remove,
  "POST /api/pull": pull,
  "POST /api/embed": (request, reply, desk) => embed(request, reply, "native", desk),
  "POST /api/chat": (request, reply, desk) => chat(request, reply, "native", desk),
  "GET /v1/models": give(({ inventory }) => inventory.v1List(), "application/json"),
  "POST /v1/embeddings": (request, reply, desk) => embed(request, reply, "v1", desk),
  "POST /v1/chat/completions": (request, reply, desk) => chat(request, reply, "v1", desk),
};

function handle(request: LoggedRequest, reply: Reply, desk: Desk): void {
  const endpoint = request.path.startsWith("/v1/") ? "v1" : "native";
  const refusal = checkKey(request.headers["authorization"], desk.settings) ?? route(request, reply, desk);
  if (refusal === undefined) return;
  const isPlain =
    endpoint === "v1" ? refusal.from !== "reader" && refusal.bare === undefined : refusal.from === "stream";
  reply.bytes(refusal.status, goJson(errorBody(refusal, endpoint)), {
    "content-type": isPlain ? "application/json" : jsonType,
  });
}

function route(request: LoggedRequest, reply: Reply, desk: Desk): Answered {
  const { method, path } = request;
  const known = routes[`${method} ${path}`];
  if (known !== undefined) return known(request, reply, desk);
  const [, id] = /^\/v1\/models\/(.+)$/.exec(path) ?? [];
  if (id !== undefined && method === "GET") {
    const name = decodeURIComponent(id);
    if (desk.inventory.find(name) === undefined) return refuse(404, missingTagged(name));
    return give(() => v1Entry(name), "application/json")(request, reply, desk);
  }
  // The router answers in plain text.
  const allowed = Object.keys(routes).find((one) => one.endsWith(` ${path}`));
  const plain = { "content-type": "text/plain" };
  if (allowed === undefined) reply.text(404, "404 page not found", plain);
  else reply.text(405, "405 method not allowed", { ...plain, allow: allowed.replace(/ .*/, "") });
  return undefined;
}

/** The name in the body of a request about one model; `name` is the old spelling of `model`. */
function nameIn(request: LoggedRequest): string | Refusal {
  if (request.bytes.byteLength === 0) return refuse(400, "missing request body");
  if (request.json === undefined) return refuse(400, jsonFault(request.text));
  const { model, name } = request.json as { readonly model?: string; readonly name?: string };
  const found = model ?? name ?? "";
  return found === "" ? refuse(400, "model is required") : found;
}

function show(request: LoggedRequest, reply: Reply, desk: Desk): Answered {
  const name = nameIn(request);
  if (typeof name !== "string") return name;
  const model = desk.inventory.find(name);
  if (model === undefined) return refuse(404, missingTagged(name));
  return give(() => showOf(model))(request, reply, desk);
}

function remove(request: LoggedRequest, reply: Reply, { inventory }: Desk): Answered {
  const name = nameIn(request);
  if (typeof name !== "string") return name;
  const model = inventory.find(name);
  if (model === undefined) return refuse(404, missingModel(name));
  inventory.remove(model);
  reply.bytes(200, "");
  return undefined;
}
