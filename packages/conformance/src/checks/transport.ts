import type { Fault } from "@dialect/simulator";
import type { Check } from "../check.js";
import { memoryTransport } from "../memory-transport.js";
import { must, mustEqual } from "../must.js";
import { failed, outcomeOf, succeeded } from "../outcome.js";

export const answerWith = (
  status: number,
  headers: Readonly<Record<string, string>> = { "retry-after": "0" },
): Fault => ({
  kind: "status",
  status,
  body: { error: { message: `The server answers ${status}.`, type: "error", code: null } },
  headers,
});

export const transportChecks: readonly Check[] = [
  {
    id: "transport.silent-until-asked",
    law: "Making a provider and a model, describing it and preparing a request sends nothing.",
    source: "law: no network but the call asked for",
    async run(bench) {
      const transport = memoryTransport(() => ({ headers: {}, chunks: [], end: "silence" }));
      bench.provider({ transport }).describe();
      const model = bench.model({ transport });
      model.prepare(bench.ask());
      const stream = model.stream(bench.ask());
      await new Promise((resolve) => setTimeout(resolve, 20));
      mustEqual(transport.requests.length, 0, "requests before the first pull");
      await stream[Symbol.asyncDispose]();
      mustEqual(transport.requests.length, 0, "requests after disposing of a stream that was never read");
    },
  },
  {
    id: "transport.user-agent",
    law: "A request names the package that made it, and the setting userAgent replaces that name.",
    source: "https://www.rfc-editor.org/rfc/rfc9110#section-10.1.5 (read 2026-11-21)",
    async run(bench) {
      await bench.stream();
      await outcomeOf(bench.model({ userAgent: "my-app/7.1" }).generate(bench.ask()));
      const [own, given] = bench.simulator.requests.map((request) => request.headers["user-agent"]);
      must(
        /^[\w@./-]+\/\d+\.\d+\.\d+/.test(own ?? "") && !/^(node|undici)/.test(own ?? ""),
        `The user agent is ${String(own)}.`,
      );
      mustEqual(given, "my-app/7.1", "user agent by setting");
    },
  },
  {
    id: "transport.client-error-once",
    law: "A deterministic refusal (400, 401, 403, 404, 422) makes one request and is not retryable.",
    source: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5 (read 2026-11-21)",
    async run(bench) {
      for (const status of [400, 401, 403, 404, 422]) {
        for (const call of [bench.stream, bench.generate]) {
          const before = bench.simulator.requests.length;
          bench.simulator.fault(answerWith(status));
          const error = failed(await call());
          mustEqual(bench.simulator.requests.length - before, 1, `requests for a ${status}`);
          mustEqual(
            [error.retryable, error.status, error.attempts],
            [false, status, 1],
            `retryable, status, attempts of ${status} (${error.code})`,
          );
        }
      }
    },
  },
  {
    id: "transport.status-codes",
    law: "401 is authentication_failed, 429 is rate_limited, a 5xx is overloaded or provider_error, each with provider, route and model.",
    source: "https://www.rfc-editor.org/rfc/rfc9110#section-15 (read 2026-11-21)",
    async run(bench) {
      const expected: readonly (readonly [number, readonly string[]])[] = [
        [401, ["authentication_failed"]],
        [429, ["rate_limited"]],
        [500, ["provider_error", "overloaded"]],
        [503, ["provider_error", "overloaded"]],
      ];
      for (const [status, codes] of expected) {
        bench.simulator.fault(answerWith(status));
        const error = failed(await bench.stream(undefined, { retry: false }), ...codes);
        mustEqual(
          [error.provider, error.route, error.model],
          [bench.entry.id, bench.target.route, bench.target.model],
          `provider, route, model of ${status}`,
        );
        must(error.request !== undefined, `The error of ${status} does not carry the request.`);
      }
    },
  },
  {
    id: "transport.html-page",
    law: "A web page with status 200 is unexpected_content_type, never an empty answer.",
    source: "https://www.rfc-editor.org/rfc/rfc9110#section-8.3 (read 2026-11-21)",
    async run(bench) {
      bench.simulator.fault({ kind: "html" }, { times: Infinity });
      failed(await bench.stream(), "unexpected_content_type");
      failed(await bench.generate(), "unexpected_content_type");
    },
  },
  {
    id: "transport.json-error-with-200",
    law: "A JSON error with status 200 is an error with the server's sentence, never an empty answer.",
    source: "https://github.com/openai/openai-node/issues/2725 (read 2026-11-20)",
    async run(bench) {
      const body = { error: { message: "The quota of this month is used up.", type: "server_error", code: "quota" } };
      bench.simulator.fault({ kind: "json-error", body }, { times: Infinity });
      for (const call of [bench.stream, bench.generate]) {
        const error = failed(await call(undefined, { retry: false }));
        must(
          !["empty_stream", "stream_truncated", "empty_model_response", "malformed_event"].includes(error.code),
          `The code is ${error.code}.`,
        );
        must(error.message.includes("quota of this month"), `The message lost the server's sentence: ${error.message}`);
      }
    },
  },
  {
    id: "transport.connect-refused",
    law: "A server that is not there is connect_failed in phase connect, by stream and by generate.",
    source: "law: six failures have six names",
    async run(bench) {
      const gone = await bench.startSimulator();
      await gone.close();
      const model = bench.model({ baseUrl: gone.baseUrl });
      const once = { retry: false } as const;
      for (const outcome of [
        await outcomeOf(model.stream(bench.ask(), once).result()),
        await outcomeOf(model.generate(bench.ask(), once)),
      ]) {
        const error = failed(outcome, "connect_failed");
        mustEqual([error.phase, error.retryable], ["connect", true], "phase, retryable");
      }
    },
  },
  {
    id: "transport.redirect-refused",
    law: "A redirect is refused by name, and the other address hears nothing.",
    source: "https://www.rfc-editor.org/rfc/rfc9110#section-15.4 (read 2026-11-21)",
    async run(bench) {
      const other = await bench.startSimulator();
      for (const status of [301, 302, 307, 308]) {
        bench.simulator.fault({
          kind: "status",
          status,
          body: "",
          headers: { location: `${other.baseUrl}/elsewhere` },
        });
        const error = failed(await bench.stream(), "redirect_refused");
        mustEqual(error.retryable, false, `retryable of ${status}`);
      }
      mustEqual(other.requests.length, 0, "requests at the other address");
      mustEqual(bench.simulator.requests.length, 4, "requests at the first address");
    },
  },
  {
    id: "transport.abort-before",
    law: "A signal that is already aborted sends nothing and ends as aborted, with the caller's reason as cause.",
    source: "https://github.com/vercel/ai/issues/6814 (read 2026-11-20)",
    async run(bench) {
      const reason = new Error("the user left");
      const signal = AbortSignal.abort(reason);
      for (const outcome of [await bench.stream(undefined, { signal }), await bench.generate(undefined, { signal })]) {
        must(failed(outcome, "aborted").cause === reason, "The cause is not the caller's reason.");
      }
      mustEqual(bench.simulator.requests.length, 0, "requests");
    },
  },
  {
    id: "transport.abort-in-flight",
    law: "An abort while the server is silent, before the headers or in the middle, closes the socket and ends as aborted.",
    source: "https://dom.spec.whatwg.org/#abortsignal (read 2026-11-21)",
    async run(bench) {
      const places: readonly Fault[] = [
        { kind: "stall", after: "request" },
        { kind: "stall", after: { bytes: 0 } },
        { kind: "stall", after: { events: 1 } },
      ];
      for (const [at, fault] of places.entries()) {
        const control = new AbortController();
        bench.simulator.fault(fault);
        const turn = bench.stream(undefined, { signal: control.signal });
        await arrived(bench.simulator, at + 1);
        control.abort(new Error("enough"));
        failed(await turn, "aborted");
        mustEqual(await bench.ending(at), "client-closed", "the socket at the server");
      }
      mustEqual(bench.simulator.requests.length, places.length, "requests");
    },
  },
  {
    id: "transport.abort-in-back-off",
    law: "An abort while a retry is waited for ends the turn as aborted at once, without another request.",
    source: "law: exactly one terminal outcome",
    async run(bench) {
      const control = new AbortController();
      bench.simulator.fault(answerWith(503, { "retry-after": "30" }), { times: Infinity });
      const turn = bench.stream(undefined, { signal: control.signal });
      await arrived(bench.simulator, 1);
      await bench.ending();
      await new Promise((resolve) => setTimeout(resolve, 30));
      control.abort();
      failed(await turn, "aborted");
      mustEqual(bench.simulator.requests.length, 1, "requests");
    },
  },
  {
    id: "transport.late-headers",
    law: "Headers that come late are no failure.",
    source: "https://www.rfc-editor.org/rfc/rfc9112 (read 2026-11-21)",
    async run(bench) {
      bench.simulator.script({ text: "late but whole" }, { text: "late but whole" });
      bench.simulator.fault({ kind: "late-headers", ms: 60 }, { times: 2 });
      mustEqual(succeeded(await bench.stream()).text, "late but whole", "text of the stream");
      mustEqual(succeeded(await bench.generate()).text, "late but whole", "text of generate");
      mustEqual(bench.simulator.requests.length, 2, "requests");
    },
  },
];

/** Waits until so many requests have arrived. */
export async function arrived(simulator: { readonly requests: readonly unknown[] }, count: number): Promise<void> {
  for (let patience = 5_000; simulator.requests.length < count; patience -= 2) {
    must(patience > 0, `Request ${count} did not arrive.`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
