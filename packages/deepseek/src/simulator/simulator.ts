import {
  createScript,
  simulatorOf,
  startServer,
  type LoggedRequest,
  type Reply,
  type ReplyHeaders,
} from "@dialect/simulator";
import { checkBalance, checkKey } from "./auth.js";
import { chat, type ChatDesk } from "./chat.js";
import { createIds } from "./ids.js";
import { served } from "./model-list.js";
import { settingsOf, type DeepSeekSimulator, type DeepSeekSimulatorOptions, type Ignored } from "./options.js";
import type { Refusal } from "./refusal.js";

/**
 * Starts the vendor on loopback: same refusals, same bytes, no network.
 *
 * @example
 * const simulator = await startSimulator({ turns: [{ reasoning: "Simple.", text: "Hello." }] });
 */
export async function startSimulator(options: DeepSeekSimulatorOptions = {}): Promise<DeepSeekSimulator> {
  const settings = settingsOf(options);
  const ignored: Ignored[] = [];
  const desk: ChatDesk = { settings, script: createScript(options.turns), ids: createIds(settings.seed), ignored };
  const server = await startServer({
    port: options.port ?? 0,
    ...(options.split === undefined ? {} : { split: options.split }),
    handle: (request, reply) => handle(request, reply, desk),
  });
  return { ...simulatorOf(server, { script: desk.script, baseUrl: server.url }), ignored };
}

function handle(request: LoggedRequest, reply: Reply, desk: ChatDesk): void {
  const headers: ReplyHeaders = { ...vendorHeaders, "x-ds-trace-id": desk.ids.trace() };
  const refusal = answer(request, reply, headers, desk);
  if (refusal === undefined) return;
  reply.bytes(refusal.status, JSON.stringify(refusal.body), {
    ...headers,
    "x-cache": "Error from cloudfront",
    "content-type": refusal.contentType,
  });
}

function answer(request: LoggedRequest, reply: Reply, headers: ReplyHeaders, desk: ChatDesk): Refusal | undefined {
  const unknownKey = checkKey(request.headers["authorization"], desk.settings);
  if (unknownKey !== undefined) return unknownKey;
  const { base, route } = split(request.path);
  if (request.method === "POST" && route === "/chat/completions") {
    return checkBalance(desk.settings) ?? chat(request, reply, headers, base === "/beta", desk);
  }
  if (request.method === "GET" && route === "/models" && base !== "/beta") {
    reply.json(200, modelList, headers);
    return undefined;
  }
  if (request.method === "GET" && request.path === "/user/balance") {
    reply.json(200, balanceOf(desk.settings.balance), headers);
    return undefined;
  }
  // https://github.com/nextcloud/integration_openai/issues/284 (read 2026-11-20)
  return {
    status: 404,
    contentType: "application/json",
    body: { error_msg: "Not Found. Please check the configuration." },
  };
}

/** The path without one of the bases `/v1` and `/beta`. */
function split(path: string): { readonly base: string; readonly route: string } {
  const base = ["/v1", "/beta"].find((one) => path.startsWith(`${one}/`)) ?? "";
  return { base, route: path.slice(base.length) };
}

/** As recorded on every answer: leandromineti/ai-assisted-coding probes/raw/dseek.jsonl (2026-09-01, read 2026-11-20). */
const vendorHeaders: ReplyHeaders = {
  vary: "origin, access-control-request-method, access-control-request-headers",
  "access-control-allow-credentials": "true",
  "x-content-type-options": "nosniff",
  "x-cache": "Miss from cloudfront",
};

/** @see https://api-docs.deepseek.com/api/list-models (read 2026-11-20) */
const modelList = { object: "list", data: served.map(({ id }) => ({ id, object: "model", owned_by: "deepseek" })) };

/** @see https://api-docs.deepseek.com/api/get-user-balance (read 2026-11-20) */
function balanceOf(balance: number): unknown {
  const total = balance.toFixed(2);
  return {
    is_available: balance > 0,
    balance_infos: [{ currency: "CNY", total_balance: total, granted_balance: "0.00", topped_up_balance: total }],
  };
}
