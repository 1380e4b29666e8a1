import type { CallOptions } from "../contract/request.js";
import type { PreparedRequest } from "../contract/result.js";
import type { Classified, Connection, Headers, Transport, WireRequest } from "../contract/wire.js";
import type { DialectError, Phase } from "../error.js";
import { decodeAll } from "../stream/decode-text.js";
import { redactHeaders, redactUrl } from "../redact.js";
import { Deadline } from "./deadline.js";
import {
  abortFailure,
  asError,
  complete,
  httpFailure,
  redirectFailure,
  secretsOf,
  socketFailure,
  textAsJson,
  timeoutFailure,
} from "./failure.js";

export interface Exchanged {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface ExchangeFacts<T = Exchanged> {
  readonly provider: string;
  readonly route?: string;
  readonly model?: string;
  classify(status: number | undefined, headers: Headers, body: string, cause?: unknown): Classified;
  readonly options?: CallOptions | undefined;
  /** Makes the value of a good answer; what it throws gets the request and what arrived. @defaultValue the answer itself */
  read?(answer: Exchanged): T;
}

/**
 * One plain request beside chat (models, files, embeddings, balance): connect and answer limits, abort, no retry.
 *
 * @throws {@link DialectError} what `classify` says of a status ≥ 300, the limits, `aborted`, `redirect_refused`.
 */
export function exchange<T = Exchanged>(transport: Transport, wire: WireRequest, facts: ExchangeFacts<T>): Promise<T> {
  const { options } = facts;
  const who = { provider: facts.provider, route: facts.route, model: facts.model };
  return new Promise((resolve, reject) => {
    let connection: Connection | undefined;
    let phase: Phase = "connect";
    let status = 0;
    let headers: Headers = {};
    let over = false;
    const chunks: Uint8Array[] = [];

    const leave = (): void => {
      over = true;
      deadline.clear();
      options?.signal?.removeEventListener("abort", onAbort);
    };
    const fail = (error: DialectError): void => {
      if (over) return;
      leave();
      const sent =
        phase === "request"
          ? { attempts: 0 }
          : { attempts: 1, request: preparedOf(wire, facts), raw: textAsJson(decodeAll(chunks)) };
      const whole = complete(error, { ...who, phase, ...sent }, secretsOf(wire));
      connection?.abort(whole);
      reject(whole);
    };
    const onAbort = (): void => fail(abortFailure(options?.signal?.reason));
    const deadline = new Deadline({ onLimit: (limit, ms) => fail(timeoutFailure(limit, ms, options).error) });

    if (options?.signal?.aborted === true) {
      phase = "request";
      return fail(abortFailure(options.signal.reason));
    }
    options?.signal?.addEventListener("abort", onAbort);
    deadline.set("connectMs", options?.timeouts?.connectMs);
    connection = transport.send(wire, {
      connected() {
        if (over) return;
        phase = "headers";
        deadline.set("answerMs", options?.timeouts?.answerMs);
      },
      headers(newStatus, newHeaders) {
        phase = "before-output";
        status = newStatus;
        headers = newHeaders;
      },
      chunk(bytes) {
        chunks.push(bytes);
      },
      end() {
        if (over) return;
        const text = decodeAll(chunks);
        if (status >= 300 && status < 400) return fail(redirectFailure(status, headers, wire).error);
        if (status < 200 || status >= 300) {
          const prepared = { provider: facts.provider, route: facts.route ?? "", model: facts.model ?? "" };
          return fail(httpFailure(facts.classify(status, headers, text), status, text, prepared).error);
        }
        const answer = { status, headers, text };
        try {
          const value = facts.read === undefined ? (answer as T) : facts.read(answer);
          leave();
          resolve(value);
        } catch (thrown) {
          fail(asError(thrown));
        }
      },
      error(cause) {
        fail(socketFailure(facts.classify(undefined, headers, "", cause), wire, cause).error);
      },
    });
  });
}

/** What was sent, secrets removed; of a body that is bytes its length. */
function preparedOf(
  { method, url, headers, body }: WireRequest,
  { provider, route = "", model = "" }: Pick<ExchangeFacts, "provider" | "route" | "model">,
): PreparedRequest {
  const sent = typeof body === "string" ? textAsJson(body) : body === undefined ? null : `(${body.length} bytes)`;
  return {
    provider,
    route,
    model,
    method,
    url: redactUrl(url),
    headers: redactHeaders(headers),
    body: sent,
    warnings: [],
  };
}
