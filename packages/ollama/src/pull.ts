/**
 * Fetching a model is a stream of its own: lines of progress, then `success`; a failure is a line after HTTP 200.
 *
 * @see https://docs.ollama.com/api/pull (read 2026-11-20)
 * @see ../test/wire/recorded/api-pull-error-stream.resp.txt
 */
import { type CallOptions, DialectError, isDialectError, type JsonObject, type Timeouts } from "@dialect/core";
import {
  createNdjsonDecoder,
  decodeAll,
  type Headers,
  parseEvent,
  type Transport,
  withFacts,
  type WireRequest,
} from "@dialect/core/provider";
import { classifyFor } from "./errors.js";

/** One line of progress. */
export interface PullProgress {
  /** `pulling manifest`, `pulling <digest>`, `verifying sha256 digest`, `writing manifest`, `success` … */
  readonly status: string;
  readonly digest?: string;
  /** Bytes of this layer. */
  readonly total?: number;
  readonly completed?: number;
}

interface Pull {
  readonly transport: Transport;
  /** Made at the first pull of the iterator. */
  readonly wire: () => Promise<WireRequest>;
  readonly model: string;
  readonly options: CallOptions & { readonly timeouts: Timeouts };
}

/** Starts with the first `next()`; `break` and the signal close the connection. Never retries by itself. */
export async function* pull({ transport, wire, model, options }: Pull): AsyncGenerator<PullProgress, void, void> {
  const who = { provider: "ollama", model };
  const { signal, timeouts } = options;
  const refuse = (error: DialectError): DialectError => withFacts(error, who);
  if (signal?.aborted === true) throw refuse(aborted(signal.reason));
  const request = await wire();
  const classify = classifyFor(request.url);
  const queue: PullProgress[] = [];
  const collected: Uint8Array[] = [];
  let status = 0;
  let headers: Headers = {};
  let last = "";
  let failure: DialectError | undefined;
  let over = false;
  let wake: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const settle = (error?: DialectError): void => {
    if (over) return;
    over = true;
    failure = error;
    clearTimeout(timer);
    wake?.();
  };
  const limit = (name: "connectMs" | "firstEventMs" | "idleMs", code: string, what: string): void => {
    clearTimeout(timer);
    const ms = timeouts[name] ?? 0;
    if (over || ms <= 0) return;
    timer = setTimeout(() => {
      settle(new DialectError(code, { message: `${what} after ${ms} ms (limit timeouts.${name}).`, retryable: true }));
    }, ms);
  };
  const fail = (text: string, status_?: number): void => {
    const { code, retryable, message, hint } = classify(status_, headers, text);
    const missing = /manifest: file does not exist/.test(message ?? "");
    settle(
      new DialectError(missing ? "model_not_found" : code, {
        message: `Ollama could not pull "${model}": ${message ?? text.slice(0, 300)}`,
        retryable: !missing && retryable,
        hint: missing
          ? "There is no model of this name in the registry; names are listed at https://ollama.com/library."
          : hint,
        ...(status_ === undefined ? {} : { status: status_ }),
      }),
    );
  };
  const decoder = createNdjsonDecoder({
    line(text) {
      const line = parseEvent(text) as JsonObject | null;
      if (typeof line?.["error"] === "string") return fail(text);
      last = String(line?.["status"] ?? "");
      queue.push(progressOf(last, line ?? {}));
    },
  });
  const guarded = (work: () => void): void => {
    try {
      work();
    } catch (thrown) {
      settle(
        isDialectError(thrown)
          ? thrown
          : new DialectError("malformed_event", { message: String(thrown), cause: thrown }),
      );
    }
  };

  const onAbort = (): void => {
    queue.length = 0;
    settle(aborted(signal?.reason));
  };
  signal?.addEventListener("abort", onAbort);
  limit("connectMs", "timeout_connect", "The connection was not open");
  const connection = transport.send(request, {
    connected: () => limit("firstEventMs", "timeout_first_event", "No progress arrived"),
    headers(newStatus, newHeaders) {
      status = newStatus;
      headers = newHeaders;
    },
    chunk(bytes) {
      if (over) return;
      if (status !== 200) return void collected.push(bytes);
      guarded(() => decoder.push(bytes));
      limit("idleMs", "timeout_idle", "No progress arrived since the last line");
      wake?.();
    },
    end() {
      if (over) return;
      if (status !== 200) return fail(decodeAll(collected), status);
      guarded(() => decoder.end());
      if (last === "success") return settle();
      settle(
        new DialectError(last === "" ? "empty_stream" : "stream_truncated", {
          message: `The progress ended at "${last}" instead of "success".`,
          retryable: true,
        }),
      );
    },
    error(cause) {
      const { code, retryable, hint } = classify(undefined, headers, "", cause);
      settle(new DialectError(code, { message: `The pull broke off: ${cause.message}`, retryable, hint, cause }));
    },
  });
  try {
    for (;;) {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) yield next;
      if (failure !== undefined) throw refuse(failure);
      if (over) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    over = true;
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
    connection.abort();
  }
}

function progressOf(status: string, line: JsonObject): PullProgress {
  const { digest, total, completed } = line;
  return {
    status,
    ...(typeof digest === "string" ? { digest } : {}),
    ...(typeof total === "number" ? { total } : {}),
    ...(typeof completed === "number" ? { completed } : {}),
  };
}

function aborted(reason: unknown): DialectError {
  return new DialectError("aborted", {
    message: "The pull was aborted.",
    ...(reason === undefined ? {} : { cause: reason }),
  });
}
