/**
 * The transport where undici does not run: the platform's `fetch`, read by a reader of its body, without a stream in
 * between. `fetch` does not tell when the socket is open, so `connected` comes with the call.
 *
 * @see https://fetch.spec.whatwg.org/
 */
import type { Connection, ResponseHandler, Transport, WireRequest } from "./contract/wire.js";

const transport: Transport = {
  send(request, handler) {
    const exchange = new Exchange(handler);
    // Never before this function has returned: the caller's handler may need the connection.
    queueMicrotask(() => void exchange.run(request));
    return exchange;
  },
};

export function defaultTransport(): Transport {
  return transport;
}

/** The platform keeps the sockets; there is nothing to close. */
export async function closeDefaultTransport(): Promise<void> {}

class Exchange implements Connection {
  #handler: ResponseHandler | undefined;
  readonly #controller = new AbortController();
  #paused = false;
  #wake: (() => void) | undefined;

  constructor(handler: ResponseHandler) {
    this.#handler = handler;
  }

  async run({ url, method, headers, body }: WireRequest): Promise<void> {
    if (this.#handler === undefined) return;
    try {
      this.#handler.connected();
      const response = await fetch(url, {
        method,
        // `fetch` would ask for compression by itself, and decompressing costs more than the bytes of a stream.
        headers: { "accept-encoding": "identity", ...headers },
        redirect: "manual",
        signal: this.#controller.signal,
        ...(body === undefined ? {} : { body: body as Uint8Array<ArrayBuffer> | string }),
      });
      const joined: Record<string, string> = {};
      response.headers.forEach((value, name) => {
        joined[name] = value;
      });
      // A browser hides a redirect that was not followed behind status 0.
      this.#handler?.headers(response.type === "opaqueredirect" ? 302 : response.status, joined);
      await this.#read(response.body?.getReader());
      this.#close()?.end();
    } catch (cause) {
      // "fetch failed" says nothing; the error of the socket is inside.
      const { cause: inner } = cause as Error;
      this.abort(cause instanceof TypeError && inner instanceof Error ? inner : (cause as Error));
    }
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#wake?.();
    this.#wake = undefined;
  }

  abort(reason: Error = new Error("The request was aborted.")): void {
    const handler = this.#close();
    if (handler === undefined) return;
    this.#controller.abort(reason);
    this.resume();
    handler.error(reason);
  }

  async #read(
    reader: { read(): Promise<{ done: boolean; value?: Uint8Array | undefined }> } | undefined,
  ): Promise<void> {
    while (reader !== undefined && this.#handler !== undefined) {
      if (this.#paused) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      const { done, value } = await reader.read();
      if (done) return;
      if (value !== undefined) this.#handler?.chunk(value);
    }
  }

  /** The handler, the last time that it is needed. */
  #close(): ResponseHandler | undefined {
    const handler = this.#handler;
    this.#handler = undefined;
    return handler;
  }
}
