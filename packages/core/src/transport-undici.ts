/**
 * The transport on Node: undici by `dispatch`, loaded with the first request. Sockets are kept and reused per origin;
 * a proxy named by the environment is used, except for this machine.
 *
 * @see https://github.com/nodejs/undici/blob/main/docs/docs/api/Dispatcher.md#dispatcherdispatchoptions-handler
 */
import type { Agent, Dispatcher } from "undici";
import type { Connection, ResponseHandler, Transport, WireRequest } from "./contract/wire.js";
import { loadDispatchers, loadProxyAgent } from "./transport/load-undici.js";
import { type Attempt, poolFactory, type Waiting } from "./transport/pending-socket.js";

let direct: Promise<Dispatcher> | undefined;
let proxied: Promise<Dispatcher> | undefined;

const transport: Transport = {
  send(request, handler) {
    const exchange = new Exchange(handler);
    void exchange.run(request);
    return exchange;
  },
};

/** The process's transport: all callers share its sockets. */
export function defaultTransport(): Transport {
  return transport;
}

/** Closes idle sockets now, the others after their answers. A later request opens new ones. */
export async function closeDefaultTransport(): Promise<void> {
  const open = [direct, proxied];
  direct = undefined;
  proxied = undefined;
  await Promise.all(open.map(async (dispatcher) => (await dispatcher)?.close()));
}

const proxyVariables = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"];
const loopback = /^(?:(?:.*\.)?localhost|127(?:\.\d+){3}|\[::1\])$/;

async function dispatcherFor(url: string): Promise<Dispatcher> {
  if (proxyVariables.some((name) => (process.env[name] ?? "") !== "") && !loopback.test(new URL(url).hostname)) {
    return (proxied ??= Promise.all([loadProxyAgent(), agentOptions()]).then(
      ([ProxyAgent, options]) =>
        // The second factory makes the pool that asks the proxy for tunnels.
        new ProxyAgent({ ...options, clientFactory: options.factory } as Agent.Options),
    ));
  }
  return (direct ??= Promise.all([loadDispatchers(), agentOptions()]).then(
    ([{ Agent: DirectAgent }, options]) => new DirectAgent(options),
  ));
}

async function agentOptions(): Promise<Agent.Options> {
  return {
    factory: poolFactory(await loadDispatchers()),
    // An abort must close the socket, so that the server sees it; on HTTP/2 it closes one stream of many.
    allowH2: false,
    // Limits are the caller's: it knows what it waits for, and aborts.
    connectTimeout: 0,
    headersTimeout: 0,
    bodyTimeout: 0,
  };
}

/** One object per request is both the caller's connection and undici's handler: it lives as long as the stream. */
class Exchange implements Connection, Dispatcher.DispatchHandler, Waiting {
  private handler: ResponseHandler | undefined;
  private reason: Error | undefined;
  private controller: Dispatcher.DispatchController | undefined;
  private attempt: Attempt | undefined;
  private paused = false;

  constructor(handler: ResponseHandler) {
    this.handler = handler;
  }

  async run({ url, method, headers, body }: WireRequest): Promise<void> {
    try {
      // Waits also when undici is there: nothing may reach the handler before the caller has its connection.
      const dispatcher = await dispatcherFor(url);
      if (this.handler === undefined) return;
      const { origin, pathname, search } = new URL(url);
      dispatcher.dispatch(
        { origin, path: pathname + search, method: method as Dispatcher.HttpMethod, headers, body: body ?? null },
        this,
      );
    } catch (cause) {
      this.abort(cause as Error);
    }
  }

  pause(): void {
    this.paused = true;
    this.controller?.pause();
  }

  resume(): void {
    this.paused = false;
    // undici reads and delivers inside its resume(), which may not be called while it parses for another socket.
    queueMicrotask(() => {
      if (!this.paused) this.controller?.resume();
    });
  }

  abort(reason: Error = new Error("The request was aborted.")): void {
    const handler = this.close();
    if (handler === undefined) return;
    this.reason = reason;
    if (this.controller === undefined) this.attempt?.cancel(reason);
    else this.controller.abort(reason);
    handler.error(reason);
  }

  waitFor(attempt: Attempt): void {
    this.attempt = attempt;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.attempt = undefined;
    this.controller = controller;
    // Aborted while it waited: undici writes nothing of a request that is aborted here.
    if (this.handler === undefined) return controller.abort(this.reason as Error);
    if (this.paused) controller.pause();
    this.handler.connected();
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    // undici keeps the raw headers, and the whole read that they came in, as long as the answer lasts: 1.4 KB and more.
    controller.rawHeaders = null;
    // Informational answers (103 Early Hints) come before the one that counts.
    if (status < 200) return;
    const joined: Record<string, string> = {};
    for (const name in headers) {
      const value = headers[name];
      if (value !== undefined) joined[name] = typeof value === "string" ? value : value.join(", ");
    }
    this.handler?.headers(status, joined);
  }

  onResponseData(_controller: Dispatcher.DispatchController, bytes: Uint8Array): void {
    this.handler?.chunk(bytes);
  }

  onResponseEnd(): void {
    this.close()?.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    this.close()?.error(cause);
  }

  /** The handler, the last time that it is needed. */
  private close(): ResponseHandler | undefined {
    const handler = this.handler;
    this.handler = undefined;
    return handler;
  }
}
