import type { ChatEvent, ChatRequest } from "@dialect/core";
import type { ScriptedTurn } from "@dialect/simulator";
import type { Bench } from "../bench.js";
import type { Check } from "../check.js";
import { checkEvents } from "../check-events.js";
import { checkResult } from "../check-result.js";
import { refusalCode } from "../facts.js";
import { must, mustEqual } from "../must.js";
import { consume, failed, succeeded } from "../outcome.js";
import { clockTool, noteTool, words, wordLength } from "../requests.js";
import { answerWith } from "./transport.js";

const source = "contract: ChatEvent (packages/core/src/contract/result.ts)";

export const eventChecks: readonly Check[] = [
  {
    id: "events.grammar",
    law: "The events of every kind of turn keep the grammar: start, parts that open, grow and end once, finish last.",
    source,
    async run(bench) {
      for (const { name, turn, request } of kindsOfTurns(bench)) {
        bench.simulator.script(turn);
        const outcome = await bench.stream(request);
        succeeded(outcome);
        mustEqual(checkEvents(outcome.events), [], `breaches in a turn with ${name}`);
      }
    },
  },
  {
    id: "events.result-is-the-fold",
    law: "The result is the fold of the events: parts in order, texts joined, last usage, same finish.",
    source,
    async run(bench) {
      for (const { name, turn, request } of kindsOfTurns(bench)) {
        bench.simulator.script(turn);
        const outcome = await bench.stream(request);
        mustEqual(checkResult(succeeded(outcome), outcome.events), [], `breaches in a turn with ${name}`);
      }
    },
  },
  {
    id: "events.deltas-arrive-as-sent",
    law: "Text is delivered while it arrives, in pieces, not at the end.",
    source,
    async run(bench) {
      const turn: ScriptedTurn = { text: words(20), pieceLength: wordLength };
      const events = await bench.eventsToContent(turn);
      bench.simulator.script(turn);
      bench.simulator.fault({ kind: "stall", after: { events } });
      const control = new AbortController();
      let first: ChatEvent | undefined;
      const reading = (async () => {
        for await (const event of bench.model().stream(bench.ask(), { signal: control.signal })) {
          if (event.type === "text-delta") {
            first = event;
            control.abort();
          }
        }
      })();
      await reading.catch(() => undefined);
      must(
        first?.type === "text-delta" && first.text.startsWith("word-000"),
        `The first delta is ${JSON.stringify(first)}.`,
      );
    },
  },
  {
    id: "events.prefix-before-a-throw",
    law: "A turn that breaks has thrown exactly once, and what came before keeps the grammar without a finish.",
    source,
    async run(bench) {
      const turn: ScriptedTurn = { text: words(20), pieceLength: wordLength };
      const events = await bench.eventsToContent(turn);
      for (const how of ["clean", "abrupt"] as const) {
        bench.simulator.script(turn);
        bench.simulator.fault({ kind: "eof", after: { events }, how });
        const outcome = await bench.stream();
        failed(outcome);
        mustEqual(checkEvents(outcome.events, "throw"), [], "breaches");
        must(
          outcome.events.some((event) => event.type === "text-delta"),
          "The text that arrived was not delivered.",
        );
      }
    },
  },
  {
    id: "events.retry-is-invisible",
    law: "A retried attempt is never seen: one start, of the attempt that answered.",
    source,
    async run(bench) {
      bench.simulator.script({ text: "second time" });
      bench.simulator.fault(answerWith(503));
      const { events } = await bench.stream();
      const starts = events.filter((event) => event.type === "start");
      mustEqual(
        starts.map((event) => event.type === "start" && event.response.attempt),
        [2],
        "attempts of the start events",
      );
      mustEqual(checkEvents(events), [], "breaches");
    },
  },
  {
    id: "events.batches-and-text",
    law: "batches() gives the same events, and text() the text deltas only.",
    source,
    async run(bench) {
      const turn: ScriptedTurn = { text: words(5), pieceLength: wordLength };
      bench.simulator.script(turn, turn, turn);
      const { events } = await bench.stream();
      const batched: ChatEvent[] = [];
      for await (const batch of bench.model().stream(bench.ask()).batches()) batched.push(...batch);
      const shape = (list: readonly ChatEvent[]): readonly unknown[] =>
        list
          .filter((event) => event.type !== "waiting")
          .map((event) => [event.type, "text" in event ? event.text : ""]);
      mustEqual(shape(batched), shape(events), "events of the batches");
      const texts: string[] = [];
      for await (const text of bench.model().stream(bench.ask()).text()) texts.push(text);
      mustEqual(
        texts,
        events.flatMap((event) => (event.type === "text-delta" ? [event.text] : [])),
        "pieces of text()",
      );
    },
  },
  {
    id: "events.one-consumer",
    law: "A stream has one consumer: the second is refused as stream_already_consumed and the first goes on; result() may always be asked.",
    source,
    async run(bench) {
      bench.simulator.script({ text: "whole" }, { text: "whole" });
      const stream = bench.model().stream(bench.ask());
      const first = stream[Symbol.asyncIterator]();
      await first.next();
      const second = stream[Symbol.asyncIterator]().next();
      failed(
        {
          events: [],
          error: await second.then(
            () => undefined,
            (error: unknown) => error,
          ),
        },
        "stream_already_consumed",
      );
      for (let step = await first.next(); step.done !== true; step = await first.next());
      mustEqual((await stream.result()).text, "whole", "text of result() after iteration");
      const undriven = bench.model().stream(bench.ask());
      mustEqual((await undriven.result()).text, "whole", "text of result() alone");
      mustEqual(bench.simulator.requests.length, 2, "requests");
    },
  },
  {
    id: "events.checks-come-with-the-first-pull",
    law: "stream() never throws: a request that is refused is refused by the first pull or result(), without a request.",
    source,
    async run(bench) {
      const broken = { ...bench.ask(), messages: [] } as ChatRequest;
      const stream = bench.model().stream(broken);
      failed(await consume(stream), "invalid_history");
      failed(await bench.generate(broken), "invalid_history");
      const stray = { ...bench.ask(), temprature: 1 } as ChatRequest;
      failed(await bench.stream(stray), "unknown_option");
      mustEqual(bench.simulator.requests.length, 0, "requests");
    },
  },
  {
    id: "events.reasoning-whole",
    law: "Every character of reasoning is delivered, in front of the text, with the name of the wire field that it came in.",
    source,
    readsReasoning: true,
    async run(bench) {
      const reasoning = `First ${words(4)}then.`;
      for (const call of [bench.stream, bench.generate]) {
        bench.simulator.script({ reasoning, text: "answer" });
        const { message, ...result } = succeeded(await call(bench.ask(bench.target.reasoning)));
        mustEqual([result.reasoning, result.text], [reasoning, "answer"], "reasoning, text");
        mustEqual(
          result.reasoningCharacters,
          { received: reasoning.length, delivered: reasoning.length },
          "reasoningCharacters",
        );
        const kinds = message.content
          .filter((part) => part.type === "text" || part.type === "reasoning")
          .map((part) => part.type);
        mustEqual([kinds[0], kinds.at(-1)], ["reasoning", "text"], "order of the parts");
        for (const part of message.content)
          must(
            part.type !== "reasoning" || part.text === "" || (part.field ?? "") !== "",
            "A reasoning part does not name its field.",
          );
      }
    },
  },
  {
    id: "events.length-is-a-result",
    law: "A turn that was cut at its limit is a result with finish length and its last part marked incomplete.",
    source,
    async run(bench) {
      for (const call of [bench.stream, bench.generate]) {
        bench.simulator.script({ text: "half an ans", finish: "length" });
        const result = succeeded(await call());
        mustEqual([result.text, result.finish.reason], ["half an ans", "length"], "text, finish");
        must(result.finish.raw !== null && result.finish.raw !== "", "The raw finish word is lost.");
        mustEqual(result.message.origin?.complete, false, "origin.complete");
        const part = result.message.content.at(-1);
        must(part?.type === "text" && part.complete === false, "The cut part is not marked incomplete.");
      }
    },
  },
];

interface Kind {
  readonly name: string;
  readonly turn: ScriptedTurn;
  readonly request: ChatRequest;
}

function kindsOfTurns(bench: Bench): readonly Kind[] {
  const text: Kind = { name: "text", turn: { text: words(3), pieceLength: 5 }, request: bench.ask() };
  const cut: Kind = { name: "a cut text", turn: { text: "half an ans", finish: "length" }, request: bench.ask() };
  const kinds = [text, cut];
  if (bench.target.reasoning !== undefined) {
    kinds.push({
      name: "reasoning",
      turn: { reasoning: words(3), text: "so", pieceLength: 7 },
      request: bench.ask(bench.target.reasoning),
    });
  }
  const withTools = bench.ask({ tools: [noteTool, clockTool] });
  if (refusalCode(bench.fact("tools", withTools)) === undefined) {
    const call = { name: noteTool.name, arguments: { note: words(3) } };
    kinds.push(
      { name: "a call", turn: { toolCalls: [call], pieceLength: 5 }, request: withTools },
      {
        name: "text and calls",
        turn: { text: "One moment.", toolCalls: [call, { name: clockTool.name, arguments: {} }], pieceLength: 9 },
        request: withTools,
      },
    );
  }
  return kinds;
}
