import type { ScriptedTurn } from "@dialect/simulator";
import type { Check } from "../check.js";
import { must, mustEqual } from "../must.js";
import { failed } from "../outcome.js";
import { noteTool, words, wordLength } from "../requests.js";

const source = "https://github.com/vercel/ai/issues/19165 (read 2026-11-20)";
const longText: ScriptedTurn = { text: words(20), pieceLength: wordLength };

/** Streams that stop too early, and streams that say nothing. */
export const truncationChecks: readonly Check[] = [
  {
    id: "stream.eof-in-text",
    law: "A stream that ends in the middle of the text, cleanly or not, is stream_truncated with the text so far marked incomplete.",
    source,
    async run(bench) {
      const events = await bench.eventsToContent(longText);
      for (const how of ["clean", "abrupt"] as const) {
        bench.simulator.script(longText);
        bench.simulator.fault({ kind: "eof", after: { events }, how });
        const error = failed(await bench.stream(), "stream_truncated");
        mustEqual([error.phase, error.retryable], ["after-output", true], "phase, retryable");
        const part = error.partial?.message.content.at(-1);
        must(
          part?.type === "text" && part.complete === false,
          "The last part is not a text that is marked incomplete.",
        );
        mustEqual(error.partial?.message.origin?.complete, false, "origin.complete");
      }
      mustEqual(bench.simulator.requests.length, 2, "requests");
    },
  },
  {
    id: "stream.eof-in-tool-call",
    law: "A stream that ends inside a tool call is stream_truncated, and the call is not executable.",
    source: "https://github.com/vercel/ai/issues/13137 (read 2026-11-20)",
    needs: ["tools"],
    async run(bench) {
      const turn: ScriptedTurn = {
        toolCalls: [{ name: noteTool.name, arguments: { note: words(20) } }],
        pieceLength: 2 * wordLength,
      };
      const request = bench.ask({ tools: [noteTool] });
      const events = await bench.eventsToContent(turn, request);
      bench.simulator.script(turn);
      bench.simulator.fault({ kind: "eof", after: { events }, how: "clean" });
      const outcome = await bench.stream(request);
      const error = failed(outcome, "stream_truncated");
      const calls = error.partial?.message.content.filter((part) => part.type === "tool-call") ?? [];
      // A wire that sends calls whole may have sent this one; then it is whole, and still not executable without a finish.
      must(
        calls.every((call) => call.complete === false || parses(call.arguments)),
        "A cut call is not marked incomplete.",
      );
      must(
        !outcome.events.some(
          (event) => event.type === "tool-call-end" && event.part.complete !== false && !parses(event.part.arguments),
        ),
        "A cut call was ended as whole.",
      );
    },
  },
  {
    id: "stream.eof-in-reasoning",
    law: "A stream that ends in the middle of the reasoning is stream_truncated with the reasoning so far.",
    source,
    readsReasoning: true,
    async run(bench) {
      const turn: ScriptedTurn = { reasoning: words(20), text: "answer", pieceLength: wordLength };
      const request = bench.ask(bench.target.reasoning);
      const events = await bench.eventsToContent(turn, request);
      bench.simulator.script(turn);
      bench.simulator.fault({ kind: "eof", after: { events }, how: "clean" });
      const error = failed(await bench.stream(request), "stream_truncated");
      const part = error.partial?.message.content.at(-1);
      must(
        part?.type === "reasoning" && part.complete === false,
        "The last part is not a reasoning that is marked incomplete.",
      );
    },
  },
  {
    id: "stream.empty",
    law: "A stream without one event is empty_stream, never an empty answer.",
    source: "law: nothing is guessed",
    async run(bench) {
      bench.simulator.fault({ kind: "eof", after: { bytes: 0 }, how: "clean" }, { times: Infinity });
      failed(await bench.stream(), "empty_stream");
    },
  },
  {
    id: "stream.no-content",
    law: "A turn that ends in order without any content is empty_model_response.",
    source: "law: nothing is guessed",
    async run(bench) {
      bench.simulator.script({ text: "" }, { text: "" });
      failed(await bench.stream(undefined, { retry: false }), "empty_model_response");
      failed(await bench.generate(undefined, { retry: false }), "empty_model_response");
    },
  },
  {
    id: "stream.reasoning-only",
    law: "A turn that reasons and ends in order without an answer is reasoning_only_response.",
    source: "law: nothing is guessed",
    readsReasoning: true,
    async run(bench) {
      bench.simulator.script({ reasoning: "Hmm." }, { reasoning: "Hmm." });
      const request = bench.ask(bench.target.reasoning);
      failed(await bench.stream(request, { retry: false }), "reasoning_only_response");
      failed(await bench.generate(request, { retry: false }), "reasoning_only_response");
    },
  },
  {
    id: "stream.finish-missing",
    law: "All the text without a finish word is stream_truncated, not an answer.",
    source,
    async run(bench) {
      bench.simulator.script({ ...longText, omit: ["finish", "terminator"] });
      const error = failed(await bench.stream(), "stream_truncated");
      must(JSON.stringify(error.partial?.message.content).includes("word-019"), "The error does not carry the text.");
    },
  },
];

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};
