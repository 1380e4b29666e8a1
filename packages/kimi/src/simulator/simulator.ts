import {
  createScript,
  simulatorOf,
  startServer,
  type LoggedRequest,
  type Reply,
  type ReplyHeaders,
} from "@dialect/simulator";
import { checkAgent, checkKey, checkMessagesAgent } from "./auth.js";
import { chat, type ChatDesk } from "./chat.js";
import { createFileStore } from "./files.js";
import { createIds } from "./ids.js";
import { listOf, notFound, retrieve } from "./model-list.js";
import { settingsOf, type Endpoint, type Ignored, type KimiSimulator, type KimiSimulatorOptions } from "./options.js";
import { refuse, ruleRefusal, type Refusal } from "./refusal.js";
import type { RequestBody } from "./request-body.js";
import { promptTokens } from "./tokens.js";
import { vendorError } from "./vendor-errors.js";

/**
 * Starts the vendor on loopback: same refusals, same bytes, no network.
 *
 * @example
 * const simulator = await startSimulator({ turns: [{ reasoning: "Simple.", text: "Hello." }] });
 */
export async function startSimulator(options: KimiSimulatorOptions = {}): Promise<KimiSimulator> {
  const settings = settingsOf(options);
  const ids = createIds(settings.seed);
  const ignored: Ignored[] = [];
  const desk: ChatDesk = { settings, ids, ignored, script: createScript(options.turns), files: createFileStore(ids) };
  const server = await startServer({
    port: options.port ?? 0,
    ...(options.split === undefined ? {} : { split: options.split }),
    handle: (request, reply) => handle(request, reply, desk),
  });
  const simulator = simulatorOf(server, { script: desk.script, baseUrl: `${server.url}/v1` });
  return { ...simulator, codeBaseUrl: `${server.url}/coding/v1`, ignored };
}

async function handle(request: LoggedRequest, reply: Reply, desk: ChatDesk): Promise<void> {
  // As recorded: leandromineti/ai-assisted-coding probes/raw/kimi.jsonl (2026-09-01, read 2026-11-20).
  const headers: ReplyHeaders = {
    "msh-request-id": desk.ids.trace(),
    "x-msh-trace-id": desk.ids.trace(),
    "msh-trace-mode": "on",
  };
  const refusal = await answer(request, reply, headers, desk);
  if (refusal !== undefined) reply.json(refusal.status, refusal.body, { ...headers, ...refusal.headers });
}

const nowhere = (): Refusal => refuse(404, "method not found", "resource_not_found_error");

async function answer(
  request: LoggedRequest,
  reply: Reply,
  headers: ReplyHeaders,
  desk: ChatDesk,
): Promise<Refusal | undefined> {
  const { settings } = desk;
  const [, base, route] = /^(\/coding)?\/v1(\/.*)$/.exec(request.path) ?? [];
  if (route === undefined) return nowhere();
  const endpoint: Endpoint = base === undefined ? "platform" : "code";
  const unknownKey = checkKey(request.headers["authorization"], endpoint, settings);
  if (unknownKey !== undefined) return unknownKey;
  if (request.bytes.byteLength > settings.maxRequestBytes) return refuse(413, "Request exceeds the maximum size");

  const isCode = endpoint === "code";
  const agent = request.headers["user-agent"];
  const model = request.method === "GET" ? /^\/models(?:\/(.+))?$/.exec(route) : null;
  if (model !== null) {
    const [, id] = model;
    const found = id === undefined ? listOf(endpoint) : retrieve(id, endpoint);
    if (found === undefined) return notFound(id ?? "");
    reply.json(200, found, headers);
    return undefined;
  }
  if (isCode && route === "/messages") return checkMessagesAgent(agent) ?? nowhere();
  if (request.method === "POST" && route === "/chat/completions") {
    const refused = isCode ? checkAgent(agent, settings) : checkBalance(settings.balance);
    return refused ?? chat(request, reply, headers, endpoint, desk);
  }
  return isCode ? nowhere() : platformOnly(request, reply, headers, route, desk);
}

/** @see https://platform.kimi.ai/docs/api/balance, https://platform.kimi.ai/docs/api/estimate (read 2026-11-21) */
async function platformOnly(
  request: LoggedRequest,
  reply: Reply,
  headers: ReplyHeaders,
  route: string,
  desk: ChatDesk,
): Promise<Refusal | undefined> {
  const envelope = (data: unknown): void => reply.json(200, { code: 0, data, scode: "0x0", status: true }, headers);
  if (request.method === "GET" && route === "/users/me/balance") {
    const { balance } = desk.settings;
    envelope({ available_balance: balance, voucher_balance: 0, cash_balance: balance });
    return undefined;
  }
  if (request.method === "POST" && route === "/tokenizers/estimate-token-count") {
    const { messages } = (request.json ?? {}) as Partial<RequestBody>;
    if (!Array.isArray(messages)) return ruleRefusal("Invalid request: messages must not be empty");
    envelope({ total_tokens: promptTokens({ messages }) });
    return undefined;
  }
  const answered = await desk.files.answer(request, route);
  if (answered === undefined) return nowhere();
  if ("status" in answered) return answered;
  if (answered.text !== undefined) reply.text(200, answered.text, headers);
  else reply.json(200, answered.json, headers);
  return undefined;
}

function checkBalance(balance: number): Refusal | undefined {
  const { status, message, type } = vendorError("suspended");
  return balance > 0 ? undefined : refuse(status, message, type);
}
