import type { Fault } from "@dialect/simulator";
import type { Check } from "../check.js";
import { must, mustEqual } from "../must.js";
import { failed, succeeded } from "../outcome.js";
import { words, wordLength } from "../requests.js";
import { answerWith } from "./transport.js";

const source = "law: transient failures are retried once, only before the first content";

export const retryChecks: readonly Check[] = [
  {
    id: "retry.server-error-once",
    law: "A transient status before any content is retried once, and the second answer is the answer.",
    source,
    async run(bench) {
      for (const status of [429, 500, 503]) {
        const before = bench.simulator.requests.length;
        bench.simulator.script({ text: "second time" });
        bench.simulator.fault(answerWith(status));
        const result = succeeded(await bench.stream());
        mustEqual([result.text, result.response.attempt], ["second time", 2], `text and attempt after ${status}`);
        mustEqual(bench.simulator.requests.length - before, 2, `requests for ${status}`);
      }
    },
  },
  {
    id: "retry.never-a-third",
    law: "A turn makes at most two requests, by stream and by generate; the error says that it may be tried again.",
    source,
    async run(bench) {
      bench.simulator.fault(answerWith(503), { times: Infinity });
      for (const call of [bench.stream, bench.generate]) {
        const before = bench.simulator.requests.length;
        const error = failed(await call());
        mustEqual(bench.simulator.requests.length - before, 2, "requests");
        mustEqual([error.retryable, error.attempts], [true, 2], "retryable, attempts");
      }
    },
  },
  {
    id: "retry.off",
    law: "retry: false, in the settings or in the call, makes one request.",
    source,
    async run(bench) {
      bench.simulator.fault(answerWith(503), { times: Infinity });
      mustEqual(failed(await bench.stream(undefined, { retry: false })).attempts, 1, "attempts by call");
      mustEqual(bench.simulator.requests.length, 1, "requests by call");
      await bench
        .model({ retry: false })
        .generate(bench.ask())
        .catch(() => undefined);
      mustEqual(bench.simulator.requests.length, 2, "requests by setting");
    },
  },
  {
    id: "retry.after",
    law: "The retry waits at least as long as Retry-After says.",
    source: "https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 (read 2026-11-21)",
    async run(bench) {
      bench.simulator.fault(answerWith(429, { "retry-after": "1" }));
      succeeded(await bench.stream());
      const [first, second] = bench.simulator.requests;
      const waited = (second?.receivedAt ?? 0) - (first?.receivedAt ?? 0);
      must(waited >= 950, `The retry came after ${Math.round(waited)} ms; the server asked for 1000.`);
    },
  },
  {
    id: "retry.after-too-long",
    law: "A Retry-After beyond the cap is not waited for: the error carries it and the caller decides.",
    source: "https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 (read 2026-11-21)",
    async run(bench) {
      bench.simulator.fault(answerWith(429, { "retry-after": "86400" }), { times: Infinity });
      const error = failed(await bench.stream());
      mustEqual([error.retryAfterMs, bench.simulator.requests.length], [86_400_000, 1], "retryAfterMs and requests");
    },
  },
  {
    id: "retry.reset-before-output",
    law: "A connection that breaks before the headers, or after them and before any content, is tried once more.",
    source,
    async run(bench) {
      const faults: readonly Fault[] = [
        { kind: "reset", at: "before-headers" },
        { kind: "reset", at: "after-headers" },
      ];
      for (const fault of faults) {
        const before = bench.simulator.requests.length;
        bench.simulator.fault(fault);
        bench.simulator.script({ text: "second time" }, { text: "second time" });
        mustEqual(succeeded(await bench.stream()).text, "second time", "text");
        mustEqual(bench.simulator.requests.length - before, 2, "requests");
      }
      bench.simulator.fault({ kind: "reset", at: "before-headers" }, { times: 2 });
      const error = failed(await bench.stream(), "connection_reset", "connect_failed");
      mustEqual([error.retryable, error.attempts], [true, 2], "retryable, attempts when it breaks twice");
    },
  },
  {
    id: "retry.never-after-output",
    law: "After the first content there is no retry: one request, and an error with what was received, for the loop to decide.",
    source,
    async run(bench) {
      const turn = { text: words(20), pieceLength: wordLength };
      const events = await bench.eventsToContent(turn);
      const faults: readonly Fault[] = [
        { kind: "reset", at: { events } },
        { kind: "eof", after: { events }, how: "abrupt" },
      ];
      for (const fault of faults) {
        const before = bench.simulator.requests.length;
        bench.simulator.script(turn);
        bench.simulator.fault(fault);
        const error = failed(await bench.stream());
        mustEqual(
          [error.phase, error.retryable, error.attempts],
          ["after-output", true, 1],
          `phase, retryable, attempts of ${error.code}`,
        );
        must(
          JSON.stringify(error.partial?.message.content).includes("word-000"),
          "The error does not carry what was received.",
        );
        mustEqual(bench.simulator.requests.length - before, 1, "requests");
      }
    },
  },
];
