/**
 * What a failure means. The server's errors are sentences; its statuses are mixed (a wrong option type is 500), so the
 * sentence decides first.
 *
 * @see https://docs.ollama.com/api/errors (read 2026-11-20)
 * @see ../test/wire/README.md
 */
import { DialectError, type ErrorCode } from "@dialect/core";
import {
  classifySocketError,
  type Classified,
  type Headers,
  readErrorBody,
  retryAfterMs,
} from "@dialect/core/provider";

interface Verdict {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly hint?: string;
}

const retry = (code: ErrorCode, hint?: string): Verdict => ({
  code,
  retryable: true,
  ...(hint === undefined ? {} : { hint }),
});
const refuse = (code: ErrorCode, hint?: string): Verdict => ({ ...retry(code, hint), retryable: false });

const cutCall =
  "The tool call that the model wrote is broken or was cut at the limit of output tokens; raise maxOutputTokens or ask again.";
const tooLong = refuse(
  "context_length_exceeded",
  "Shorten the history or raise numCtx; ps() shows the context in force.",
);
const signIn = refuse(
  "authentication_failed",
  "The daemon must be signed in for cloud models: ollama signin. On https://ollama.com give OLLAMA_API_KEY.",
);

/** The server's sentences, each with where it was seen. */
const bySentence: readonly (readonly [RegExp, Verdict])[] = [
  // 400, test/wire/recorded/api-chat-over-long: "request (15019 tokens) exceeds the available context size (1024 tokens), …"
  [/exceeds the available context size|exceed_context_size_error/i, tooLong],
  // 500 or a line in the stream, recorded/api-chat-tools-badjson, -tools-cut
  [/returned invalid tool call arguments/i, refuse("malformed_tool_arguments", cutCall)],
  // 500, router/gpt-oss-malformed-tool-json-native: "error parsing tool call: raw='{"city": nope', err=…"
  [/^error parsing tool call/i, refuse("malformed_tool_arguments", cutCall)],
  // 400, recorded/api-chat-tools-on-toolless-model: "registry.ollama.ai/library/x:latest does not support tools"
  [/does not support tools$/, refuse("invalid_request", "The model has no tools; inspect(id) tells before a request.")],
  // 400, recorded/api-chat-think-on-plain-model
  [/does not support thinking$/, refuse("invalid_request", "Leave reasoning out; inspect(id) tells before a request.")],
  // 400, recorded/embed-model-chat
  [/does not support (chat|completion)$/, refuse("invalid_request", "It is an embedding model.")],
  // 500, recorded/image-part: "image input is not supported - hint: if this is unexpected, you may need to provide the mmproj"
  [/image input is not supported|missing data required for image input/i, refuse("unsupported_content")],
  // 500, recorded/api-chat-bad-option and -format-bad
  [/^option "[^"]+" must be of type|^invalid format:/, refuse("invalid_request")],
  // 500, recorded/shared-blob-jinja-clash.2-tools-on-native-model
  [
    /tools param requires --jinja flag/,
    refuse(
      "provider_error",
      "Another model on the same weights is loaded with a template of its own and shares the runner; unload(id) that one.",
    ),
  ],
  // 401, router/v1-cloud
  [/^unauthorized/i, signIn],
  // 503, https://github.com/ollama/ollama/blob/main/server/sched.go (read 2026-11-20)
  [/^server busy/i, retry("overloaded", "The queue is full (OLLAMA_MAX_QUEUE on the server).")],
  // 500, router/chat-early-error-stream
  [
    /^model runner has unexpectedly stopped/i,
    retry("provider_error", "Often too little memory; the server's log says more."),
  ],
];

const byStatus: Readonly<Record<number, Verdict>> = {
  400: refuse("invalid_request"),
  401: signIn,
  402: refuse("insufficient_quota"),
  // A Host header that is not local, on a server bound to loopback: empty body (server/routes.go)
  403: refuse(
    "permission_denied",
    "A daemon bound to loopback refuses foreign Host headers: a proxy must send Host: localhost, or the daemon listen on more (OLLAMA_HOST there).",
  ),
  404: refuse("endpoint_not_supported", "Check the base URL: it is the root of an Ollama server, without /v1 or /api."),
  405: refuse("endpoint_not_supported"),
  408: retry("provider_error"),
  429: retry("rate_limited"),
  499: retry("provider_error"),
  500: retry("provider_error"),
  501: refuse("endpoint_not_supported"),
  502: retry("provider_error"),
  503: retry("overloaded"),
  504: retry("provider_error"),
};

function verdict(status: number | undefined, message: string): Verdict {
  const missing = missingModel(message);
  if (missing !== undefined)
    return refuse("model_not_found", `Get it with: ollama pull ${missing} (or pull("${missing}")).`);
  for (const [sentence, found] of bySentence) if (sentence.test(message)) return found;
  if (status === undefined) return retry("provider_error");
  return byStatus[status] ?? (status >= 500 ? retry("provider_error") : refuse("invalid_request"));
}

/** "model 'nope' not found" (404, recorded/api-chat-bad-model), also with the tag that was added. */
function missingModel(message: string): string | undefined {
  return /^model ["']([^"']+)["'] not found/i.exec(message)?.[1];
}

/** The table for a server at one address: a refused connection says where nobody listens. */
export function classifyFor(url: string) {
  return (status: number | undefined, headers: Headers, body: string, cause?: unknown): Classified => {
    if (cause !== undefined) {
      const socket = classifySocketError(cause);
      if (socket.code !== "connect_failed") return socket;
      return {
        ...socket,
        hint: `Is Ollama running at ${new URL(url).origin}? Start it with: ollama serve. Another address: OLLAMA_HOST or baseUrl.`,
      };
    }
    const error = readErrorBody(body);
    const wait = retryAfterMs(headers);
    return {
      ...verdict(status, error.message),
      ...(error.message === "" ? {} : { message: error.message }),
      ...signInUrl(body),
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    };
  };
}

/** Beside "unauthorized" the daemon may say where to sign in. */
function signInUrl(body: string): { readonly hint?: string } {
  const url = /"signin_url":"(https:\/\/[^"\\]+)"/.exec(body)?.[1];
  return url === undefined ? {} : { hint: `Sign the daemon in: ${url}` };
}

/**
 * An error line inside an answer that had begun with 200. What the table names keeps its name; the rest is
 * `provider_stream_error`.
 */
export function streamError(line: string): DialectError {
  const { code, retryable, message, hint } = classifyFor("http://127.0.0.1")(undefined, {}, line);
  return new DialectError(code === "provider_error" ? "provider_stream_error" : code, {
    message: `The server reported an error inside the answer: ${message ?? line.slice(0, 300)}`,
    retryable,
    hint,
  });
}
