import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { exchange } from "../src/turn/exchange.js";
import { completeChat, startChat } from "../src/turn/stream.js";
import { answer, driver, scripted, type Step } from "./scripted-transport.js";

const messages = [{ role: "user", content: "hi" }] as const;
const status = (code: number, body: string): Step[] => [
  { do: "connected" },
  { do: "headers", status: code, headers: { "content-type": "application/json" } },
  { do: "chunk", text: body },
  { do: "end" },
];

describe("a server that repeats the key", () => {
  const canary = "canary-secret-1";
  const repeating = `{"error":{"message":"${canary} is wrong","seen":["Bearer ${canary}"]}}`;
  const shown = (error: unknown): string => inspect(error, { depth: 20, showHidden: true, maxStringLength: Infinity });

  it.each<[string, readonly Step[]]>([
    ["in an error body", status(401, repeating)],
    [
      "in a page",
      [
        { do: "connected" },
        { do: "headers", status: 200, headers: { "content-type": "text/html" } },
        { do: "chunk", text: `<p>${canary}</p>` },
        { do: "end" },
      ],
    ],
    ["in an event that is not JSON", [...answer([], []), { do: "chunk", text: `data: ${canary}\n\n` }, { do: "end" }]],
    ["in an event before the cut", answer([{ note: canary }, { text: "a" }])],
  ])("%s: no error shows it, by stream and by generate", async (_name, steps) => {
    const options = { retry: false, raw: "all" } as const;
    const errors: unknown[] = [
      await startChat(() => driver(scripted([steps])), { messages }, options)
        .result()
        .catch((thrown: unknown) => thrown),
      await completeChat(() => driver(scripted([steps])), { messages }, options).catch((thrown: unknown) => thrown),
    ];
    for (const error of errors) {
      expect(error).toHaveProperty("code");
      expect(shown(error)).not.toContain(canary);
    }
  });

  it("a key that is a word of JSON breaks nothing", async () => {
    const transport = scripted([status(400, '{"error":null}')]);
    const odd = driver(transport);
    const wire = { ...odd.wire, headers: { authorization: "Bearer null" } };
    await expect(completeChat(() => ({ ...odd, wire }), { messages }, undefined)).rejects.toMatchObject({
      code: "invalid_request",
      raw: '{"error":[redacted]}',
    });
  });

  it("a body that is nested too deep to be written ends the turn by name all the same", async () => {
    const deep = "[".repeat(50_000) + "]".repeat(50_000);
    await expect(
      completeChat(() => driver(scripted([status(400, deep)])), { messages }, undefined),
    ).rejects.toMatchObject({ code: "invalid_request" });
  });
});

describe("one plain request beside chat", () => {
  const facts = { provider: "acme", classify: () => ({ code: "invalid_request", retryable: false }) };
  const wire = {
    method: "POST",
    url: "https://acme.example/files?key=canary-secret-2",
    headers: { authorization: "Bearer canary-secret-1" },
  };
  const send = (steps: readonly Step[], body?: string | Uint8Array): Promise<unknown> =>
    exchange(scripted([steps]), { ...wire, ...(body === undefined ? {} : { body }) }, facts).catch(
      (thrown: unknown) => thrown,
    );

  it("an error has the request and what arrived, without the key", async () => {
    const error = await send(status(400, '{"error":"canary-secret-1"}'), '{"model":"m"}');
    expect(error).toMatchObject({
      code: "invalid_request",
      attempts: 1,
      request: { method: "POST", body: { model: "m" } },
      raw: { error: "[redacted]" },
    });
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain("canary");
  });

  it("of a body of bytes it says the length", async () => {
    expect(await send([{ do: "error", code: "ECONNREFUSED" }], new Uint8Array(9))).toMatchObject({
      request: { body: "(9 bytes)" },
    });
  });

  it("a call that was aborted before it was sent has none", async () => {
    const aborted: unknown = await exchange(scripted([]), wire, {
      ...facts,
      options: { signal: AbortSignal.abort() },
    }).catch((thrown: unknown) => thrown);
    expect(aborted).toMatchObject({ code: "aborted", attempts: 0 });
    expect(aborted).not.toHaveProperty("request");
  });
});
