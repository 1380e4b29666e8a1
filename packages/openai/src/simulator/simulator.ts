import {
  createScript,
  simulatorOf,
  startServer,
  type LoggedRequest,
  type Reply,
  type Simulator,
} from "@dialect/simulator";
import { checkKey } from "./auth.js";
import { chat } from "./chat/chat.js";
import type { Desk, Endpoint, Visit } from "./desk.js";
import { embeddings } from "./embeddings.js";
import { listFiles, oneFile, uploadFile } from "./files/files.js";
import { createFileStore } from "./files/store.js";
import { headersOf, rateLimits } from "./headers.js";
import { createIds } from "./ids.js";
import { embeddingModels, models } from "./model-table.js";
import { settingsOf, type OpenAISimulatorOptions } from "./options.js";
import { refuse, type Refusal } from "./refusal.js";
import { createMemory } from "./responses/memory.js";
import { responses } from "./responses/responses.js";

/**
 * Starts the vendor on loopback: same refusals, same bytes, no network.
 *
 * @example
 * const simulator = await startSimulator({ turns: [{ reasoning: "Simple.", text: "Hello." }] });
 */
export async function startSimulator(options: OpenAISimulatorOptions = {}): Promise<Simulator> {
  const settings = settingsOf(options);
  const desk: Desk = {
    settings,
    script: createScript(options.turns),
    ids: createIds(settings.seed),
    files: createFileStore(),
    memory: createMemory(),
  };
  const server = await startServer({
    port: options.port ?? 0,
    ...(options.split === undefined ? {} : { split: options.split }),
    handle: (request, reply) => handle(request, reply, desk),
  });
  return simulatorOf(server, { script: desk.script, baseUrl: `${server.url}/v1` });
}

function handle(request: LoggedRequest, reply: Reply, desk: Desk): void {
  const visit: Visit = { request, reply, headers: headersOf(desk.ids) };
  const locked = checkKey(request.headers["authorization"], desk.settings);
  const refusal = locked ?? route(visit, desk);
  if (refusal === undefined) return;
  const limits = locked === undefined && request.method === "POST" ? rateLimits(false) : {};
  reply.json(refusal.status, { error: refusal.error }, { ...visit.headers, ...limits });
}

const endpoints: Readonly<Record<string, Endpoint>> = {
  "POST /v1/chat/completions": chat,
  "POST /v1/responses": responses,
  "POST /v1/embeddings": embeddings,
  "POST /v1/files": uploadFile,
  "GET /v1/files": listFiles,
  "GET /v1/models": ({ reply, headers }) => {
    reply.json(
      200,
      { object: "list", data: [...models, ...embeddingModels].map(({ id }) => modelObject(id)) },
      headers,
    );
    return undefined;
  },
};

function route(visit: Visit, desk: Desk): Refusal | undefined {
  const { method, path } = visit.request;
  const endpoint = endpoints[`${method} ${path}`];
  if (endpoint !== undefined) return endpoint(visit, desk);
  const [, kind, id, tail] = /^\/v1\/(files|models)\/([^/]+)(\/content)?$/.exec(path) ?? [];
  if (kind === "models" && id !== undefined && method === "GET") return oneModel(visit, id);
  if (kind === "files" && id !== undefined && (method === "GET" || (method === "DELETE" && tail === undefined)))
    return oneFile(visit, desk, id, tail !== undefined);
  return refuse(`Invalid URL (${method} ${path})`, null, null, 404);
}

/** @see https://platform.openai.com/docs/api-reference/models (read 2026-11-20) */
function oneModel({ reply, headers }: Visit, id: string): Refusal | undefined {
  if (![...models, ...embeddingModels].some((row) => row.id === id)) {
    return refuse(`The model '${id}' does not exist`, "model", "model_not_found", 404);
  }
  reply.json(200, modelObject(id), headers);
  return undefined;
}

const modelObject = (id: string): unknown => ({ id, object: "model", created: 1_750_000_000, owned_by: "system" });
