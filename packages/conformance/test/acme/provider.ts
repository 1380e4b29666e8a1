/** The client of the invented vendor: as small as a provider on core's pieces can be. `flaws` break it on purpose. */
import {
  type CallOptions,
  type CapabilityRow,
  type ChatModel,
  type ChatRequest,
  type CommonSettings,
  DialectError,
  isDialectError,
  type PreparedRequest,
  type Provider,
  type ProviderEntry,
} from "@dialect/core";
import {
  type ChatDriver,
  type Classified,
  completeChat,
  mergeTimeouts,
  mergeHeaders,
  parseEvent,
  redactHeaders,
  resolveApiKey,
  resolveBaseUrl,
  startChat,
  type Transport,
  checkSettings,
  classifySocketError,
  defaultTransport,
} from "@dialect/core/provider";
import { bodyOf } from "./body.js";
import { createReader, type Wire } from "./reader.js";
import { checkRequest } from "./rules.js";

export interface Flaws {
  readonly row?: CapabilityRow;
  readonly settings?: (settings: CommonSettings) => CommonSettings;
  readonly model?: (model: ChatModel, settings: CommonSettings) => ChatModel;
  readonly provider?: (provider: Provider, settings: CommonSettings) => Provider;
  readonly driver?: (driver: ChatDriver, request: ChatRequest) => ChatDriver;
  readonly body?: (body: Record<string, unknown>, request: ChatRequest) => Record<string, unknown>;
  readonly transport?: (transport: Transport) => Transport;
  readonly unchecked?: boolean;
}

const vendor = {
  provider: "acme",
  defaultBaseUrl: "https://api.acme.example/v1",
  baseUrlVariable: "ACME_BASE_URL",
  ownBaseUrls: [],
  apiKeyVariables: ["ACME_API_KEY"],
  auth: "required",
} as const;
const fact = (support: "native" | "rejected" | "ignored") => ({ support, source: "doc" }) as const;
export const row: CapabilityRow = {
  generate: fact("native"),
  system: fact("native"),
  tools: fact("native"),
  parallelTools: fact("native"),
  strictTools: fact("rejected"),
  toolChoiceNone: fact("native"),
  toolChoiceNamed: fact("ignored"),
  toolChoiceRequired: [{ support: "rejected", source: "doc", when: { reasoning: "on" } }, fact("native")],
  outputStrict: fact("native"),
  outputJson: fact("rejected"),
  reasoning: { ...fact("native"), values: ["low", "high"] },
  temperature: fact("native"),
  topP: fact("ignored"),
  maxOutputTokens: fact("native"),
  imageInput: fact("native"),
  pdfInput: fact("rejected"),
};

export function acme(flaws: Flaws = {}): ProviderEntry {
  return {
    id: "acme",
    displayName: "Acme",
    routes: ["chat"],
    authRequired: true,
    environment: ["ACME_BASE_URL", "ACME_API_KEY"],
    stability: "stable",
    create: (given) => create(flaws.settings?.(given) ?? given, flaws),
  };
}

function create(settings: CommonSettings, flaws: Flaws): Provider {
  checkSettings(settings, [], "acme");
  const base = resolveBaseUrl(settings, vendor);
  const plain = settings.transport ?? defaultTransport();
  const transport = flaws.transport?.(plain) ?? plain;
  const provider: Provider = {
    id: "acme",
    chat: (model) => {
      const chat = createModel(model, settings, base.url, transport, flaws);
      return flaws.model?.(chat, settings) ?? chat;
    },
    models: () => Promise.resolve([]),
    checkModel: (id) => Promise.resolve({ id, raw: {} }),
    describe: () => ({ provider: "acme", baseUrl: base.url }),
  };
  return flaws.provider?.(provider, settings) ?? provider;
}

function createModel(
  model: string,
  settings: CommonSettings,
  baseUrl: string,
  transport: Transport,
  flaws: Flaws,
): ChatModel {
  const capabilities = flaws.row ?? row;
  const prepare = (
    request: ChatRequest,
    stream: boolean,
    extra: Readonly<Record<string, string>> = {},
  ): { prepared: PreparedRequest; headers: Record<string, string> } => {
    if (flaws.unchecked !== true) checkRequest(request, row, model);
    const headers = {
      ...mergeHeaders(
        { "user-agent": settings.userAgent ?? "@dialect/acme/0.0.0", "content-type": "application/json" },
        { settings: settings.headers, call: extra },
        "acme",
      ),
    };
    const body = bodyOf(request, model, stream);
    return {
      headers,
      prepared: {
        provider: "acme",
        route: "chat",
        model,
        method: "POST",
        url: `${baseUrl}/chat`,
        headers: redactHeaders(headers),
        body: (flaws.body?.(body, request) ?? body) as PreparedRequest["body"],
        warnings: [],
      },
    };
  };
  const open = (request: ChatRequest, stream: boolean, options?: CallOptions) => async (): Promise<ChatDriver> => {
    const { prepared, headers } = prepare(request, stream, options?.headers);
    const { key } = await resolveApiKey(settings, vendor, resolveBaseUrl(settings, vendor));
    const sent = key === undefined ? headers : { ...headers, authorization: `Bearer ${key}` };
    const driver: ChatDriver = {
      wire: { method: "POST", url: prepared.url, headers: sent, body: JSON.stringify(prepared.body) },
      prepared: { ...prepared, headers: redactHeaders(sent) },
      framing: "sse",
      transport,
      reader: (out) => {
        const read = createReader(out);
        return { data: (_, data) => (data === "[END]" ? true : read(parseEvent(data) as Wire)), end: () => undefined };
      },
      body(text, out) {
        const read = createReader(out);
        const { events, error } = parseEvent(text) as unknown as { events: Wire[]; error?: { message: string } };
        if (error !== undefined) throw new DialectError("provider_error", { message: error.message });
        for (const event of events) read(event);
      },
      classify,
    };
    return flaws.driver?.(driver, request) ?? driver;
  };
  const merged = (options: CallOptions | undefined): CallOptions => ({
    ...options,
    ...(settings.retry === false ? { retry: false } : {}),
    timeouts: mergeTimeouts(
      { connectMs: 10_000, firstEventMs: 600_000, idleMs: 120_000, answerMs: 600_000 },
      settings.timeouts,
      undefined,
      options?.timeouts,
    ),
  });
  return {
    provider: "acme",
    route: "chat",
    model,
    capabilities,
    stream: <T>(request: ChatRequest, options?: CallOptions) =>
      startChat<T>(open(request, true, options), request, merged(options)),
    generate: <T>(request: ChatRequest, options?: CallOptions) =>
      completeChat<T>(open(request, false, options), request, merged(options)),
    prepare: (request) => prepare(request, true).prepared,
  };
}

export function classify(
  status: number | undefined,
  headers: Readonly<Record<string, string>>,
  body: string,
  cause?: unknown,
): Classified {
  if (status === undefined && isDialectError(cause)) return { code: cause.code, retryable: cause.retryable };
  if (status === undefined && cause !== undefined) return classifySocketError(cause);
  const message = /"message":"((?:[^"\\]|\\.)*)"/.exec(body)?.[1] ?? body.slice(0, 200);
  const after = headers["retry-after"];
  const rest = { message, ...(after === undefined ? {} : { retryAfterMs: Number(after) * 1000 }) };
  if (status === 401) return { code: "authentication_failed", retryable: false, ...rest };
  if (status === 429) return { code: "rate_limited", retryable: true, ...rest };
  if (status !== undefined && status >= 500) return { code: "provider_error", retryable: true, ...rest };
  if (status === undefined || status < 300) return { code: "provider_error", retryable: false, ...rest };
  return { code: "invalid_request", retryable: false, ...rest };
}
