import type { ChatEvent } from "@dialect/core";
import type { ScriptedTurn } from "@dialect/simulator";
import type { Bench } from "../bench.js";
import type { Check } from "../check.js";
import { checkEvents } from "../check-events.js";
import { must, mustEqual } from "../must.js";
import { failed, succeeded, type Outcome } from "../outcome.js";
import { blocksOf, isEvent, type Recorded } from "../recording.js";
import { words, wordLength } from "../requests.js";

const sse = "https://html.spec.whatwg.org/multipage/server-sent-events.html (read 2026-11-21)";
const truncation = "https://github.com/vercel/ai/issues/19165 (read 2026-11-20)";
const longText: ScriptedTurn = { text: words(20), pieceLength: wordLength };

export const streamChecks: readonly Check[] = [
  {
    id: "stream.any-split",
    law: "The same bytes in any TCP writes give the same events.",
    source: sse,
    async run(bench) {
      const recorded = await bench.record({ text: `a “quoted” é 😀 ${words(2)}`, pieceLength: 5 });
      const whole = succeeded(await play(bench, recorded));
      const expected = comparable(await play(bench, recorded));
      must(whole.text.includes("😀"), `The text arrived as ${whole.text}`);
      for (const at of [1, 2, 3, 7, 64, "events"] as const) {
        bench.simulator.fault({ kind: "split", at });
        mustEqual(comparable(await play(bench, recorded)), expected, `events in writes of ${at}`);
      }
    },
  },
  {
    id: "stream.line-ends",
    law: "CRLF line ends, a byte order mark, data without a space, comments and a last event without its blank line change nothing.",
    source: sse,
    async run(bench) {
      const recorded = await bench.record(longText);
      if (!(recorded.headers["content-type"] ?? "").includes("event-stream")) return;
      const expected = comparable(await play(bench, recorded));
      const text = new TextDecoder().decode(recorded.bytes);
      const variants: Readonly<Record<string, string>> = {
        CRLF: text.replaceAll("\n", "\r\n"),
        "a byte order mark": `\uFEFF${text}`,
        "no space after the colon": text.replaceAll(/^(data|event): /gm, "$1:"),
        "comments between events": text.replaceAll("\n\n", "\n\n: ping\n\n"),
        "no blank line at the end": text.trimEnd(),
      };
      for (const [name, variant] of Object.entries(variants)) {
        mustEqual(comparable(await play(bench, recorded, variant)), expected, `events with ${name}`);
      }
    },
  },
  {
    id: "stream.malformed-event",
    law: "An event that is no JSON in the middle of a stream is malformed_event with its place, and what was received is kept.",
    source: truncation,
    async run(bench) {
      const recorded = await bench.record(longText);
      const blocks = [...blocksOf(recorded)];
      const first = blocks.findIndex((block) => block.includes("word-000"));
      blocks[first + 1] = (blocks[first + 1] ?? "").replace(/\{[^\n]*/, '{"broken": ');
      const error = failed(await play(bench, recorded, blocks.join("")), "malformed_event");
      must(
        JSON.stringify(error.partial?.message.content).includes("word-000"),
        "The error does not carry what was received.",
      );
      mustEqual(bench.simulator.requests.length, 1, "requests");
    },
  },
  {
    id: "stream.error-in-stream",
    law: "An error that the server sends in the middle of a stream is thrown with its sentence; what was received is kept.",
    source: "https://github.com/vercel/ai/issues/18667 (read 2026-11-20)",
    async run(bench) {
      bench.simulator.script({
        ...longText,
        error: { status: 500, message: "The engine caught fire.", type: "server_error", inStream: true },
      });
      const error = failed(await bench.stream());
      must(
        error.message.includes("caught fire"),
        `The message lost the server's sentence (${error.code}): ${error.message}`,
      );
      must(
        JSON.stringify(error.partial?.message.content).includes("word-000"),
        "The error does not carry what was received.",
      );
      mustEqual([bench.simulator.requests.length, error.phase], [1, "after-output"], "requests, phase");
    },
  },
  {
    id: "stream.usage-or-terminator-missing",
    law: "A finish word without usage or without the terminator is an answer, and a warning names what is missing.",
    source: "law: nothing is dropped silently",
    async run(bench) {
      bench.simulator.script({ text: "whole", omit: ["usage"] }, { text: "whole", omit: ["terminator"] });
      const unmeasured = succeeded(await bench.stream());
      mustEqual(
        [unmeasured.text, unmeasured.usage === undefined],
        ["whole", unmeasured.warnings.some(({ code }) => code === "usage_missing")],
        "text; no usage = warning",
      );
      const count = async (...omit: NonNullable<ScriptedTurn["omit"]>): Promise<number> =>
        blocksOf(await bench.record({ text: "whole", omit })).filter(isEvent).length;
      const [whole, unterminated, neither] = [
        await count(),
        await count("terminator"),
        await count("finish", "terminator"),
      ];
      const outcome = await bench.stream();
      // Where one event is both, its absence is a cut; where the wire has no terminator, nothing is missing.
      if (unterminated < whole && unterminated === neither) return void failed(outcome, "stream_truncated");
      const result = succeeded(outcome);
      mustEqual(
        [result.text, result.warnings.some(({ code }) => code === "terminator_missing")],
        ["whole", unterminated < whole],
        "text; no terminator = warning",
      );
    },
  },
  {
    id: "stream.break-closes",
    law: "break, and leaving `await using`, close the socket; result() then rejects as aborted with what was received.",
    source: "https://github.com/TanStack/ai/issues/1051 (read 2026-11-20)",
    async run(bench) {
      const events = await bench.eventsToContent(longText);
      for (const leave of ["break", "dispose"] as const) {
        bench.simulator.script(longText);
        bench.simulator.fault({ kind: "stall", after: { events } });
        const stream = bench.model().stream(bench.ask());
        if (leave === "break") {
          for await (const event of stream) if (event.type === "text-delta") break;
        } else {
          const iterator = stream[Symbol.asyncIterator]();
          for (let step = await iterator.next(); step.value?.type !== "text-delta"; step = await iterator.next());
          await stream[Symbol.asyncDispose]();
        }
        mustEqual(await bench.ending(), "client-closed", `the socket at the server after ${leave}`);
        const error = failed(
          {
            events: [],
            error: await stream.result().then(
              () => undefined,
              (cause: unknown) => cause,
            ),
          },
          "aborted",
        );
        must(
          JSON.stringify(error.partial?.message.content).includes("word-000"),
          "The error does not carry what was received.",
        );
      }
    },
  },
];

/** Streams recorded bytes, or a variant of them, through the provider. */
async function play(bench: Bench, recorded: Recorded, text?: string): Promise<Outcome> {
  const { status, headers } = recorded;
  const type = headers["content-type"];
  bench.simulator.script({
    raw: { bytes: text ?? recorded.bytes, status, headers: type === undefined ? {} : { "content-type": type } },
  });
  return bench.stream(undefined, { retry: false });
}

/** Events without what differs from request to request. */
function comparable(outcome: Outcome): readonly ChatEvent[] {
  const { events } = outcome;
  succeeded(outcome);
  mustEqual(checkEvents(events), [], "breaches of the grammar");
  return events.flatMap((event): ChatEvent[] => {
    if (event.type === "waiting") return [];
    return event.type === "start"
      ? [{ type: "start", response: { ...event.response, requestId: "", rateLimits: {} } }]
      : [event];
  });
}
