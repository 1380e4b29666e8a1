/** The client of the invented vendor: as small as a provider on core's pieces can be. `flaws` break it on purpose. */
import {
  type CallOptions, type CapabilityRow, type ChatModel, type ChatRequest, type CommonSettings, DialectError, isDialectError, type Message,
  type PreparedRequest, type Provider, type ProviderEntry,
} from "@dialect/core";
import {
  type ChatDriver, type Classified, completeChat, type EventWriter, mergeTimeouts, mergeHeaders, parseEvent, redactHeaders, resolveApiKey, resolveBaseUrl,
  startChat, type Transport, checkSettings, classifySocketError, defaultTransport,
} from "@dialect/core/provider";
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
  provider: "acme", defaultBaseUrl: "https://api.acme.example/v1", baseUrlVariable: "ACME_BASE_URL", ownBaseUrls: [],
  apiKeyVariables: ["ACME_API_KEY"], auth: "required",
} as const;
const fact = (support: "native" | "rejected" | "ignored") => ({ support, source: "doc" }) as const;
export const row: CapabilityRow = {
  generate: fact("native"), system: fact("native"), tools: fact("native"), parallelTools: fact("native"), strictTools: fact("rejected"),
  toolChoiceNone: fact("native"), toolChoiceNamed: fact("ignored"),
  toolChoiceRequired: [{ support: "rejected", source: "doc", when: { reasoning: "on" } }, fact("native")],
  outputStrict: fact("native"), outputJson: fact("rejected"), reasoning: { ...fact("native"), values: ["low", "high"] },
  temperature: fact("native"), topP: fact("ignored"), maxOutputTokens: fact("native"), imageInput: fact("native"), pdfInput: fact("rejected"),
};

export function acme(flaws: Flaws = {}): ProviderEntry {
  return {
    id: "acme", displayName: "Acme", routes: ["chat"], authRequired: true, environment: ["ACME_BASE_URL", "ACME_API_KEY"], stability: "stable",
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

function createModel(model: string, settings: CommonSettings, baseUrl: string, transport: Transport, flaws: Flaws): ChatModel {
  const capabilities = flaws.row ?? row;
  const prepare = (request: ChatRequest, stream: boolean, extra: Readonly<Record<string, string>> = {}): { prepared: PreparedRequest; headers: Record<string, string> } => {
    if (flaws.unchecked !== true) checkRequest(request, row, model);
    const headers = { ...mergeHeaders({ "user-agent": settings.userAgent ?? "@dialect/acme/0.0.0", "content-type": "application/json" }, { settings: settings.headers, call: extra }, "acme") };
    const body = bodyOf(request, model, stream);
    return {
      headers,
      prepared: {
        provider: "acme", route: "chat", model, method: "POST", url: `${baseUrl}/chat`, headers: redactHeaders(headers),
        body: (flaws.body?.(body, request) ?? body) as PreparedRequest["body"], warnings: [],
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
    timeouts: mergeTimeouts({ connectMs: 10_000, firstEventMs: 600_000, idleMs: 120_000, answerMs: 600_000 }, settings.timeouts, undefined, options?.timeouts),
  });
  return {
    provider: "acme", route: "chat", model, capabilities,
    stream: <T>(request: ChatRequest, options?: CallOptions) => startChat<T>(open(request, true, options), request, merged(options)),
    generate: <T>(request: ChatRequest, options?: CallOptions) => completeChat<T>(open(request, false, options), request, merged(options)),
    prepare: (request) => prepare(request, true).prepared,
  };
}

function bodyOf(request: ChatRequest, model: string, stream: boolean): Record<string, unknown> {
  const { toolChoice, output } = request;
  return {
    model,
    stream,
    messages: request.messages.map(wireMessage),
    ...(request.tools === undefined ? {} : { tools: request.tools.map((tool) => ({ name: tool.name, schema: tool.input["~standard"].jsonSchema.input({ target: "draft-2020-12" }), strict: tool.strict ?? false })) }),
    ...(toolChoice === undefined ? {} : { choice: typeof toolChoice === "object" ? toolChoice.name : toolChoice }),
    ...(request.parallelToolCalls === undefined ? {} : { one_call: request.parallelToolCalls }),
    ...(request.reasoning === undefined ? {} : { think: request.reasoning.effort }),
    ...(output === undefined ? {} : { format: output.schema["~standard"].jsonSchema.input({ target: "draft-2020-12" }) }),
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.maxOutputTokens === undefined ? {} : { limit: request.maxOutputTokens }),
  };
}

function wireMessage(message: Message): unknown {
  if (message.role === "assistant") {
    const join = (type: "text" | "reasoning"): string => message.content.map((part) => (part.type === type ? part.text : "")).join("");
    const calls = message.content.flatMap((part) => (part.type === "tool-call" ? [{ id: part.id, name: part.name, arguments: part.arguments }] : []));
    return { role: "assistant", thought: join("reasoning"), content: join("text"), calls };
  }
  if (message.role === "tool") {
    const content = typeof message.content === "string" ? message.content : JSON.stringify(message.content);
    return { role: "tool", id: message.toolCallId, content, failed: message.isError ?? false };
  }
  if (typeof message.content === "string") return { role: message.role, content: message.content };
  return { role: message.role, content: message.content.map((part) => (part.type === "text" ? { kind: "text", value: part.text } : { kind: part.mediaType, value: JSON.stringify(part.source) })) };
}

type Wire = { readonly [member: string]: unknown };

function createReader(out: EventWriter): (event: Wire) => boolean {
  let open: { kind: string; index: number } | undefined;
  const calls = new Map<unknown, number>();
  const put = (kind: "text" | "reasoning", text: string): void => {
    if (open?.kind !== kind) {
      if (open !== undefined) out.end(open.index);
      open = { kind, index: out.begin(kind, kind === "reasoning" ? "thought" : undefined) };
    }
    out.delta(open.index, text);
  };
  return (event) => {
    switch (event["type"]) {
      case "hello":
        out.start({ id: String(event["id"]) });
        break;
      case "thought":
        put("reasoning", String(event["text"]));
        break;
      case "text":
        put("text", String(event["text"]));
        break;
      case "call":
        if (open !== undefined) out.end(open.index);
        open = undefined;
        if (typeof event["id"] !== "string" || typeof event["name"] !== "string" || event["name"] === "") {
          throw new DialectError("response_event_missing_field", { message: "A call without id or name." });
        }
        calls.set(event["id"], out.beginCall(event["id"], event["name"]));
        break;
      case "arguments":
        out.delta(calls.get(event["id"]) ?? -1, String(event["text"]));
        break;
      case "usage": {
        const count = (value: unknown): { total: number } | undefined => (Number.isInteger(value) && Number(value) >= 0 ? { total: Number(value) } : undefined);
        const [input, output] = [count(event["input"]), count(event["output"])];
        out.usage({ ...(input === undefined ? {} : { input }), ...(output === undefined ? {} : { output }), raw: event as never });
        break;
      }
      case "error":
        throw new DialectError("provider_stream_error", { message: String(event["message"]), retryable: true });
      case "finish":
        out.finish({ reason: (["stop", "tool-calls", "length"] as const).find((word) => word === event["word"]) ?? "other", raw: String(event["word"]) });
        break;
      default:
        break;
    }
    return false;
  };
}

export function classify(status: number | undefined, headers: Readonly<Record<string, string>>, body: string, cause?: unknown): Classified {
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
