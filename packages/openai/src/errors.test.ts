import { describe, expect, it } from "vitest";
import { isDialectError } from "@dialect/core";
import { classifyFor, type Endpoint, streamError } from "./errors.js";

const body = (error: object): string => JSON.stringify({ error });
/** endpoint, status, body → code, retryable */
const table: readonly (readonly [string, Endpoint, number | undefined, string, string, boolean])[] = [
  [
    "spent quota by code",
    "chat",
    429,
    body({ message: "You exceeded your current quota", type: "insufficient_quota", code: "insufficient_quota" }),
    "insufficient_quota",
    false,
  ],
  [
    "spent quota by type",
    "responses",
    429,
    body({ message: "x", type: "insufficient_quota" }),
    "insufficient_quota",
    false,
  ],
  [
    "rate limit",
    "chat",
    429,
    body({ message: "Rate limit reached", type: "requests", code: "rate_limit_exceeded" }),
    "rate_limited",
    true,
  ],
  ["slow down", "chat", 429, body({ message: "x", type: "rate_limit_error", code: "slow_down" }), "rate_limited", true],
  ["429 without a word", "chat", 429, "", "rate_limited", true],
  [
    "overloaded",
    "chat",
    503,
    body({ message: "x", type: "service_unavailable_error", code: "server_is_overloaded" }),
    "overloaded",
    true,
  ],
  ["503 as text", "chat", 503, "upstream connect error", "overloaded", true],
  [
    "500",
    "chat",
    500,
    body({ message: "The server had an error", type: "server_error", code: null }),
    "provider_error",
    true,
  ],
  ["502 as a page", "chat", 502, "<html><title>502 Bad Gateway</title></html>", "provider_error", true],
  ["504", "responses", 504, "", "provider_error", true],
  ["408", "chat", 408, "", "provider_error", true],
  ["409", "chat", 409, "", "provider_error", true],
  [
    "wrong key",
    "chat",
    401,
    body({ message: "Incorrect API key provided", type: "invalid_request_error", code: "invalid_api_key" }),
    "authentication_failed",
    false,
  ],
  ["401 as a text", "chat", 401, `{"error":"Unauthorized"}`, "authentication_failed", false],
  [
    "country",
    "chat",
    403,
    body({ message: "Country, region, or territory not supported", code: "unsupported_country_region_territory" }),
    "permission_denied",
    false,
  ],
  ["403", "chat", 403, `{"detail":"Not allowed"}`, "permission_denied", false],
  [
    "unknown model, Chat's form",
    "chat",
    404,
    body({ message: "The model `x` does not exist or you do not have access to it.", code: "model_not_found" }),
    "model_not_found",
    false,
  ],
  [
    "unknown model, Responses' form",
    "responses",
    400,
    body({ message: "The requested model 'x' does not exist.", param: "model", code: null }),
    "model_not_found",
    false,
  ],
  [
    "unknown model of a local server",
    "chat",
    404,
    body({ message: "model 'x' not found", type: "not_found_error" }),
    "model_not_found",
    false,
  ],
  [
    "unsupported parameter",
    "chat",
    400,
    body({
      message: "Unsupported parameter: 'temperature' is not supported with this model.",
      code: "unsupported_parameter",
    }),
    "invalid_request",
    false,
  ],
  [
    "422 as a list",
    "chat",
    422,
    `{"detail":[{"loc":["body","messages"],"msg":"Field required"}]}`,
    "invalid_request",
    false,
  ],
  [
    "context, by code",
    "responses",
    400,
    body({ message: "Your input exceeds the context window of this model.", code: "context_length_exceeded" }),
    "context_length_exceeded",
    false,
  ],
  [
    "context, by sentence",
    "chat",
    400,
    body({ message: "This model's maximum context length is 128000 tokens. However, you requested 128001." }),
    "context_length_exceeded",
    false,
  ],
  [
    "/responses that is not there",
    "responses",
    404,
    `{"error":{"message":"File Not Found","type":"not_found_error","code":404}}`,
    "endpoint_not_supported",
    false,
  ],
  [
    "/responses refused by method",
    "responses",
    405,
    `{"detail":"Method Not Allowed"}`,
    "endpoint_not_supported",
    false,
  ],
  ["/responses not implemented", "responses", 501, "", "endpoint_not_supported", false],
  ["/chat/completions that is not there", "chat", 404, "404 page not found", "endpoint_not_supported", false],
  [
    "embeddings that the server was not started for",
    "embeddings",
    501,
    body({ message: "This server does not support embeddings.", code: 501 }),
    "endpoint_not_supported",
    false,
  ],
  [
    "an item that was not stored",
    "responses",
    404,
    body({ message: "Item with id 'rs_1' not found. Items are not persisted when `store` is set to false." }),
    "invalid_request",
    false,
  ],
  [
    "reasoning of another organization",
    "responses",
    400,
    body({ message: "The encrypted content could not be verified.", code: "invalid_encrypted_content" }),
    "invalid_request",
    false,
  ],
  [
    "a file that is not there",
    "files",
    404,
    body({ message: "No such File object: file-1", type: "invalid_request_error", param: "id" }),
    "invalid_request",
    false,
  ],
  [
    "JSON error with 200",
    "chat",
    undefined,
    body({ message: "Insufficient credits", code: 402 }),
    "insufficient_quota",
    false,
  ],
  ["JSON error with 200 and no code", "chat", undefined, body({ message: "odd" }), "provider_error", false],
];

describe("error table: the vendor's word, its sentence, the status", () => {
  for (const [name, endpoint, status, text, code, retryable] of table) {
    it(`${name} → ${code}${retryable ? ", retryable" : ""}`, () => {
      expect(classifyFor(endpoint)(status, {}, text)).toMatchObject({ code, retryable });
    });
  }

  it('a missing /responses says what to do: api: "chat"', () => {
    expect(classifyFor("responses")(404, {}, "404 page not found").hint).toContain('api: "chat"');
    expect(classifyFor("chat")(404, {}, "404 page not found").hint).toContain("/v1");
  });

  it("retry-after-ms, Retry-After and x-should-retry are honoured; spent quota stays spent", () => {
    const classify = classifyFor("chat");
    expect(classify(429, { "retry-after-ms": "120", "retry-after": "9" }, "")).toMatchObject({ retryAfterMs: 120 });
    expect(classify(429, { "retry-after": "2" }, "")).toMatchObject({ retryAfterMs: 2_000, retryable: true });
    expect(classify(500, { "x-should-retry": "false" }, "").retryable).toBe(false);
    expect(classify(400, { "x-should-retry": "true" }, "").retryable).toBe(true);
    expect(
      classify(429, { "x-should-retry": "true" }, body({ code: "insufficient_quota", message: "x" })).retryable,
    ).toBe(false);
  });

  it("the request id and a sentence of at most 2,000 characters are kept", () => {
    const found = classifyFor("chat")(400, { "x-request-id": "req_1" }, body({ message: "x".repeat(5_000) }));
    expect(found.requestId).toBe("req_1");
    expect(found.message?.length).toBeLessThanOrEqual(2_001);
  });

  it("a broken socket is classified by its cause", () => {
    expect(
      classifyFor("chat")(undefined, {}, "", Object.assign(new Error("x"), { code: "ECONNREFUSED" })),
    ).toMatchObject({ code: "connect_failed", retryable: true });
  });
});

describe("errors inside a stream that began with 200", () => {
  const cases: readonly (readonly [string, object, string, boolean])[] = [
    [
      "500 of a dead engine",
      { error: { message: "EngineCore encountered an issue.", type: "InternalServerError", code: 500 } },
      "provider_stream_error",
      true,
    ],
    ["502 of a gateway (scenario 6)", { error: { code: 502, message: "bad gateway" } }, "provider_stream_error", true],
    [
      "429 of a gateway (scenario 7)",
      { error: { code: 429, message: "Worker local total request limit reached" }, choices: [] },
      "rate_limited",
      true,
    ],
    [
      "402 of a gateway (scenario 8)",
      { error: { code: 402, message: "Insufficient credits" }, choices: [] },
      "insufficient_quota",
      false,
    ],
    [
      "spent quota",
      { error: { type: "insufficient_quota", code: "insufficient_quota", message: "You exceeded your current quota" } },
      "insufficient_quota",
      false,
    ],
    ["a server error by word", { error: { type: "server_error", message: "oops" } }, "provider_stream_error", true],
    ["a plain sentence", { error: "out of memory" }, "provider_stream_error", false],
  ];
  for (const [name, frame, code, retryable] of cases) {
    it(`${name} → ${code}`, () => {
      const error = streamError("chat", JSON.stringify(frame));
      expect(isDialectError(error)).toBe(true);
      expect({ code: error.code, retryable: error.retryable }).toEqual({ code, retryable });
    });
  }
});
