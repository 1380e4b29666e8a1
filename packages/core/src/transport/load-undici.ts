import type { Agent, Client, EnvHttpProxyAgent, Pool } from "undici";

/** What a request needs of undici. */
export interface Dispatchers {
  readonly Agent: typeof Agent;
  readonly Pool: typeof Pool;
  readonly Client: typeof Client;
}

/**
 * Loads undici's dispatcher without the rest: on Node 24 this takes 30 to 45 ms of CPU, the public entry 80 to 90 ms.
 * The inner paths are no contract of undici, so the public entry stands in if an update moves them; a test of this
 * file fails then.
 */
export async function loadDispatchers(): Promise<Dispatchers> {
  try {
    const agent = await import("undici/lib/dispatcher/agent.js");
    // Loaded by the agent already.
    const [pool, client] = await Promise.all([
      import("undici/lib/dispatcher/pool.js"),
      import("undici/lib/dispatcher/client.js"),
    ]);
    return { Agent: agent.default, Pool: pool.default, Client: client.default };
  } catch {
    return import("undici");
  }
}

/**
 * Only where a proxy variable is set. The public entry, although it costs more: the inner file of this class cannot
 * open a tunnel, because only the public entry gives dispatchers their `connect`.
 */
export async function loadProxyAgent(): Promise<typeof EnvHttpProxyAgent> {
  return (await import("undici")).EnvHttpProxyAgent;
}
