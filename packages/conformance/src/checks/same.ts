import type { ChatRequest, ChatResult, PreparedRequest } from "@dialect/core";
import type { ScriptedTurn } from "@dialect/simulator";
import type { Bench } from "../bench.js";
import type { Check } from "../check.js";
import { checkResult } from "../check-result.js";
import { must, mustEqual } from "../must.js";
import { failed, succeeded } from "../outcome.js";
import { clockTool, noteTool, words } from "../requests.js";
import { answerWith } from "./transport.js";

const source = "law: stream ≡ generate";

export const sameChecks: readonly Check[] = [
  {
    id: "same.text",
    law: "stream and generate give the same text, finish and usage for the same turn.",
    source,
    async run(bench) {
      await compare(bench, bench.ask(), { text: `a “quoted” 😀 ${words(5)}`, usage: { input: 11, output: 22 } });
      await compare(bench, bench.ask(), { text: "half an ans", finish: "length" });
    },
  },
  {
    id: "same.reasoning",
    law: "stream and generate give the same reasoning for the same turn.",
    source,
    readsReasoning: true,
    run: (bench) =>
      compare(bench, bench.ask(bench.target.reasoning), {
        reasoning: `hm 😀 ${words(3)}`,
        text: "so",
        usage: { input: 11, output: 22, reasoning: 9 },
      }),
  },
  {
    id: "same.tool-calls",
    law: "stream and generate give the same calls for the same turn.",
    source: "https://github.com/langchain-ai/langchainjs/issues/10196 (read 2026-11-20)",
    needs: ["tools"],
    run: (bench) =>
      compare(bench, bench.ask({ tools: [noteTool, clockTool] }), {
        text: "One moment.",
        toolCalls: [
          { name: noteTool.name, arguments: { note: "é 😀" } },
          { name: clockTool.name, arguments: {} },
        ],
        pieceLength: 3,
      }),
  },
  {
    id: "same.body",
    law: "stream and generate send the same body but for members whose name starts with stream.",
    source,
    async run(bench) {
      await bench.stream();
      await bench.generate();
      const [streamed, whole] = bench.simulator.requests.map((request) => withoutStreamFlags(request.json));
      mustEqual(streamed, whole, "bodies");
      mustEqual(bench.simulator.requests[0]?.method, bench.simulator.requests[1]?.method, "methods");
    },
  },
  {
    id: "same.prepared",
    law: "prepare() gives the method, URL and body that stream() sends, and sends nothing itself.",
    source: "law: the exact request can be seen",
    async run(bench) {
      const prepared = bench.model().prepare(bench.ask());
      mustEqual(bench.simulator.requests.length, 0, "requests");
      const result = succeeded(await bench.stream());
      const [arrived] = bench.simulator.requests;
      mustEqual(prepared.body, arrived?.json, "body");
      mustEqual(
        [prepared.method, prepared.url],
        [arrived?.method, `${bench.simulator.url}${arrived?.path ?? ""}`],
        "method, URL",
      );
      const asSent = (one: PreparedRequest): unknown => ({ url: one.url, method: one.method, body: one.body });
      mustEqual(asSent(result.request), asSent(prepared), "result.request");
      mustEqual(
        [result.request.provider, result.request.route, result.request.model],
        [bench.entry.id, bench.target.route, bench.target.model],
        "provider, route, model",
      );
    },
  },
  {
    id: "same.errors",
    law: "stream and generate name the same failure in the same way.",
    source,
    async run(bench) {
      for (const status of [400, 401, 404, 429, 503]) {
        bench.simulator.fault(answerWith(status), { times: 2 });
        const streamed = failed(await bench.stream(undefined, { retry: false }));
        const whole = failed(await bench.generate(undefined, { retry: false }));
        mustEqual(
          [streamed.code, streamed.retryable, streamed.status],
          [whole.code, whole.retryable, whole.status],
          `code, retryable, status of a ${status}`,
        );
      }
    },
  },
  {
    id: "same.cut-body",
    law: "A body of generate that is cut, or is no JSON, is an error, never half an answer.",
    source: "law: nothing is guessed",
    async run(bench) {
      for (const how of ["clean", "abrupt"] as const) {
        bench.simulator.script({ text: words(5) });
        bench.simulator.fault({ kind: "eof", after: { bytes: 60 }, how });
        failed(
          await bench.generate(undefined, { retry: false }),
          "stream_truncated",
          "malformed_event",
          "connection_reset",
          "unexpected_content_type",
        );
      }
    },
  },
];

async function compare(bench: Bench, request: ChatRequest, turn: ScriptedTurn): Promise<void> {
  bench.simulator.script(turn, turn);
  const outcome = await bench.stream(request);
  const streamed = succeeded(outcome);
  const whole = succeeded(await bench.generate(request));
  mustEqual(essence(streamed), essence(whole), "stream and generate");
  mustEqual(checkResult(whole, []), [], "breaches in the result of generate");
  must(streamed.text === (turn.text ?? ""), `The text is ${streamed.text}.`);
}

/** What must be equal; not the cut into parts, nor opaque bytes, nor ids that the server makes. */
function essence(result: ChatResult<unknown>): unknown {
  return {
    text: result.text,
    reasoning: result.reasoning,
    calls: result.toolCalls.map(({ name, input }) => ({ name, input })),
    finish: result.finish,
    usage: result.usage === undefined ? undefined : { input: result.usage.input, output: result.usage.output },
    complete: result.message.origin?.complete,
  };
}

function withoutStreamFlags(body: unknown): unknown {
  if (typeof body !== "object" || body === null) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => !name.startsWith("stream")));
}
