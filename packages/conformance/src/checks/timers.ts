import type { Check } from "../check.js";
import { must, mustEqual } from "../must.js";
import { failed, succeeded } from "../outcome.js";
import { words, wordLength } from "../requests.js";

const source = "law: a stall ends by name (https://github.com/langchain-ai/langchainjs/pull/9643, read 2026-11-20)";
// Long enough to never fire where it is not meant.
const far = 60_000;

export const timerChecks: readonly Check[] = [
  {
    id: "timers.first-event",
    law: "A server that accepts and says nothing, with or without headers, ends as timeout_first_event and its socket is closed.",
    source,
    async run(bench) {
      for (const after of ["request", { bytes: 0 }] as const) {
        bench.simulator.fault({ kind: "stall", after });
        const error = failed(
          await bench.stream(undefined, { timeouts: { firstEventMs: 60, idleMs: far } }),
          "timeout_first_event",
        );
        mustEqual(error.retryable, true, "retryable");
        must(error.message.includes("60"), `The message does not say how long was waited: ${error.message}`);
        mustEqual(await bench.ending(), "client-closed", "the socket at the server");
      }
    },
  },
  {
    id: "timers.idle",
    law: "A stream that falls silent after content ends as timeout_idle with what was received, and its socket is closed.",
    source,
    async run(bench) {
      const turn = { text: words(20), pieceLength: wordLength };
      const events = await bench.eventsToContent(turn);
      bench.simulator.script(turn);
      bench.simulator.fault({ kind: "stall", after: { events } });
      const error = failed(
        await bench.stream(undefined, { timeouts: { firstEventMs: far, idleMs: 100 } }),
        "timeout_idle",
      );
      mustEqual([error.phase, error.attempts], ["after-output", 1], "phase, attempts");
      must(
        JSON.stringify(error.partial?.message.content).includes("word-000"),
        "The error does not carry what was received.",
      );
      mustEqual(await bench.ending(), "client-closed", "the socket at the server");
    },
  },
  {
    id: "timers.keep-alive-is-no-progress",
    law: "Keep-alives that go on for ever do not hold a timer off.",
    source: "https://github.com/anthropics/anthropic-sdk-typescript/pull/959 (read 2026-11-20)",
    async run(bench) {
      bench.simulator.fault({ kind: "keep-alive", everyMs: 5 });
      failed(await bench.stream(undefined, { timeouts: { firstEventMs: 80, idleMs: far } }), "timeout_first_event");
      const turn = { text: words(20), pieceLength: wordLength };
      const events = await bench.eventsToContent(turn);
      bench.simulator.script(turn);
      bench.simulator.fault({ kind: "keep-alive", everyMs: 5, after: { events } });
      failed(await bench.stream(undefined, { timeouts: { firstEventMs: far, idleMs: 80 } }), "timeout_idle");
    },
  },
  {
    id: "timers.keep-alive-is-alive",
    law: "Keep-alives before and between events are not errors and not content.",
    source: "https://html.spec.whatwg.org/multipage/server-sent-events.html#authoring-notes (read 2026-11-21)",
    async run(bench) {
      for (const after of [{ bytes: 0 }, { events: 1 }]) {
        bench.simulator.script({ text: "still here" });
        bench.simulator.fault({ kind: "keep-alive", everyMs: 2, times: 5, after });
        mustEqual(succeeded(await bench.stream()).text, "still here", "text");
      }
      bench.simulator.script({ text: "still here" });
      bench.simulator.fault({ kind: "keep-alive", everyMs: 2, times: 5, text: "\n" });
      mustEqual(
        succeeded(await bench.generate()).text,
        "still here",
        "text of generate, after blank lines before the body",
      );
    },
  },
  {
    id: "timers.answer",
    law: "generate has one limit for the whole answer, named timeout_answer.",
    source,
    async run(bench) {
      bench.simulator.fault({ kind: "stall", after: { bytes: 10 } });
      failed(await bench.generate(undefined, { timeouts: { answerMs: 60, connectMs: far } }), "timeout_answer");
      mustEqual(await bench.ending(), "client-closed", "the socket at the server");
    },
  },
  {
    id: "timers.slow-reader",
    law: "No timer runs while the consumer is the slow side, and nothing is lost.",
    source: "law: timers on meaning",
    async run(bench) {
      const turn = { text: words(3_000), pieceLength: wordLength };
      bench.simulator.script(turn);
      let text = "";
      let slept = false;
      for await (const event of bench.model().stream(bench.ask(), { timeouts: { idleMs: 1_200, firstEventMs: far } })) {
        if (event.type !== "text-delta") continue;
        text += event.text;
        if (slept) continue;
        slept = true;
        await new Promise((resolve) => setTimeout(resolve, 1_700));
      }
      mustEqual(text.length, turn.text.length, "characters of text");
    },
  },
];
