import type { AssistantMessage, ChatRequest, ChatResult, Message, ToolMessage } from "@dialect/core";
import type { ScriptedTurn } from "@dialect/simulator";
import type { Bench } from "../bench.js";
import type { Check } from "../check.js";
import { must, mustEqual, show } from "../must.js";
import { failed, succeeded } from "../outcome.js";
import { clockTool, noteTool, words } from "../requests.js";

const tools = [noteTool, clockTool];
const note = (text: string): { name: string; arguments: unknown } => ({
  name: noteTool.name,
  arguments: { note: text },
});

export const toolChecks: readonly Check[] = [
  {
    id: "tools.round-trip",
    law: "A call, its execution and the answer make two requests; the second is accepted, with the reasoning it may need, and carries the result.",
    source: "https://github.com/openai/openai-cookbook (function calling, read 2026-11-20)",
    needs: ["tools"],
    async run(bench) {
      for (const how of ["stream", "generate"] as const) {
        const first = bench.ask({ tools, ...bench.target.reasoning });
        const call = succeeded(await ask(bench, how, first, { ...thought(bench), toolCalls: [note("buy milk")] }));
        mustEqual(
          call.toolCalls.map(({ name, input }) => ({ name, input })),
          [{ name: noteTool.name, input: { note: "buy milk" } }],
          "calls",
        );
        mustEqual(call.finish.reason, "tool-calls", "finish");
        const second = {
          ...first,
          messages: [...first.messages, call.message, ...resultsFor(call.message, "written at noon")],
        };
        const answer = succeeded(await ask(bench, how, second));
        must(
          answer.text.includes("written at noon"),
          `The server did not see the result; it said ${show(answer.text)}.`,
        );
        must(
          bench.simulator.requests.at(-1)?.text.includes(call.toolCalls[0]?.id ?? "?") === true,
          "The second request does not name the call.",
        );
      }
      mustEqual(bench.simulator.requests.length, 4, "requests");
    },
  },
  {
    id: "tools.parallel",
    law: "Several calls in one turn keep their order, their ids differ, and all results go back.",
    source: "https://github.com/langchain-ai/langchainjs/issues/10196 (read 2026-11-20)",
    needs: ["tools"],
    async run(bench) {
      for (const how of ["stream", "generate"] as const) {
        const first = bench.ask({ tools, ...bench.target.reasoning });
        const result = succeeded(
          await ask(bench, how, first, {
            ...thought(bench),
            toolCalls: [note("one"), { name: clockTool.name, arguments: {} }, note("three")],
            pieceLength: 4,
          }),
        );
        mustEqual(
          result.toolCalls.map(({ name, input }) => [name, input]),
          [
            [noteTool.name, { note: "one" }],
            [clockTool.name, {}],
            [noteTool.name, { note: "three" }],
          ],
          "calls",
        );
        mustEqual(new Set(result.toolCalls.map(({ id }) => id)).size, 3, "different ids");
        succeeded(
          await ask(bench, how, {
            ...first,
            messages: [...first.messages, result.message, ...resultsFor(result.message, "done")],
          }),
        );
      }
    },
  },
  {
    id: "tools.arguments-in-pieces",
    law: "Arguments that arrive a character at a time are the same arguments.",
    source: "https://github.com/TanStack/ai/issues/1020 (read 2026-11-20)",
    needs: ["tools"],
    async run(bench) {
      const text = 'quotes " and \\ and \n and é and 😀 and {"nested":[1]}';
      for (const pieceLength of [1, 2, 1_000]) {
        bench.simulator.script({ toolCalls: [note(text)], pieceLength });
        const result = succeeded(await bench.stream(bench.ask({ tools })));
        mustEqual(result.toolCalls[0]?.input, { note: text }, `arguments in pieces of ${pieceLength}`);
      }
    },
  },
  {
    id: "tools.empty-arguments",
    law: "A call without arguments has the input {}.",
    source: "https://github.com/openai/openai-agents-js/issues/664 (read 2026-11-20)",
    needs: ["tools"],
    async run(bench) {
      for (const call of [bench.stream, bench.generate]) {
        bench.simulator.script({ toolCalls: [{ name: clockTool.name, arguments: "" }] });
        mustEqual(
          succeeded(await call(bench.ask({ tools }))).toolCalls.map(({ input }) => input),
          [{}],
          "inputs",
        );
      }
    },
  },
  {
    id: "tools.malformed-arguments",
    law: "Arguments that are no JSON object are malformed_tool_arguments with the text as received; nothing is repaired, nothing is executable.",
    source: "https://github.com/vllm-project/vllm/issues/53269 (read 2026-11-20)",
    needs: ["tools"],
    async run(bench) {
      for (const text of [
        '{"note": "half',
        '{"note": tru',
        "[1]",
        '"text"',
        "12",
        "null",
        '{"a":1}{"b":2}',
        "{'note': 'x'}",
      ]) {
        for (const call of [bench.stream, bench.generate]) {
          bench.simulator.script({ toolCalls: [{ name: noteTool.name, arguments: text }] });
          const error = failed(await call(bench.ask({ tools })), "malformed_tool_arguments");
          const part = error.partial?.message.content.find((one) => one.type === "tool-call");
          mustEqual(part?.type === "tool-call" && part.arguments, text, "arguments in the partial message");
        }
      }
    },
  },
  {
    id: "tools.length-cuts-the-call",
    law: "A call that was cut at the token limit is a result with finish length and without an executable call.",
    source: "https://github.com/vercel/ai/issues/13137 (read 2026-11-20)",
    needs: ["tools"],
    async run(bench) {
      for (const call of [bench.stream, bench.generate]) {
        bench.simulator.script({ toolCalls: [{ name: noteTool.name, arguments: '{"note": "hal' }], finish: "length" });
        const result = succeeded(await call(bench.ask({ tools })));
        mustEqual([result.finish.reason, result.toolCalls], ["length", []], "finish, executable calls");
        const part = result.message.content.find((one) => one.type === "tool-call");
        must(part === undefined || part.complete === false, "The cut call is not marked incomplete.");
      }
    },
  },
  {
    id: "tools.expected-but-missing",
    law: "A turn that says it calls tools and calls none is tool_call_expected_but_missing.",
    source: "law: nothing is guessed",
    needs: ["tools"],
    async run(bench) {
      bench.simulator.script({ text: "I will call the tool.", finish: "tool-calls" });
      const outcome = await bench.stream(bench.ask({ tools }));
      // Wires without a word for it (the calls are the word) cannot say so.
      if (outcome.result?.finish.raw !== undefined && !/tool|call|function/i.test(String(outcome.result.finish.raw)))
        return;
      failed(outcome, "tool_call_expected_but_missing");
    },
  },
  {
    id: "tools.history-survives-json",
    law: "A history through JSON.stringify and JSON.parse makes the same request, byte for byte, and is accepted.",
    source: "law: messages are plain JSON",
    needs: ["tools"],
    async run(bench) {
      const first = bench.ask({ tools, ...bench.target.reasoning });
      const call = succeeded(
        await ask(bench, "stream", first, { ...thought(bench), text: "One moment.", toolCalls: [note("buy milk")] }),
      );
      const messages: readonly Message[] = [...first.messages, call.message, ...resultsFor(call.message, "written")];
      const copy = JSON.parse(JSON.stringify(messages)) as readonly Message[];
      mustEqual(copy, messages, "the history after JSON");
      const model = bench.model();
      mustEqual(
        JSON.stringify(model.prepare({ ...first, messages: copy }).body),
        JSON.stringify(model.prepare({ ...first, messages }).body),
        "the request body",
      );
      succeeded(await bench.stream({ ...first, messages: copy }));
    },
  },
  {
    id: "tools.unanswered-and-orphans",
    law: "A history with an unanswered call, a result without a call or two results for one call is invalid_history before any request.",
    source: "law: bad input is refused before the network",
    needs: ["tools"],
    async run(bench) {
      const request = bench.ask({ tools });
      const call = succeeded(await ask(bench, "stream", request, { toolCalls: [note("buy milk")] }));
      const [result] = resultsFor(call.message, "written");
      must(result !== undefined, "The turn has no call.");
      const bad: Readonly<Record<string, readonly Message[]>> = {
        "an unanswered call": [...request.messages, call.message, { role: "user", content: "And?" }],
        "a result without a call": [...request.messages, result],
        "two results": [...request.messages, call.message, result, result],
        "an incomplete call": [
          ...request.messages,
          {
            ...call.message,
            content: call.message.content.map((part) =>
              part.type === "tool-call" ? { ...part, complete: false as const } : part,
            ),
          },
          result,
        ],
      };
      const before = bench.simulator.requests.length;
      for (const [name, messages] of Object.entries(bad)) {
        const error = failed(await bench.stream({ ...request, messages }), "invalid_history");
        must(error.message.length > 20, `The message about ${name} says too little: ${error.message}`);
      }
      mustEqual(bench.simulator.requests.length, before, "requests");
    },
  },
  {
    id: "tools.error-and-json-results",
    law: "A result that is an error, or JSON, reaches the server with its content.",
    source: "law: nothing is dropped silently",
    needs: ["tools"],
    async run(bench) {
      const request = bench.ask({ tools, ...bench.target.reasoning });
      const call = succeeded(
        await ask(bench, "stream", request, { ...thought(bench), toolCalls: [note("buy milk"), note("buy tea")] }),
      );
      const [one, two] = resultsFor(call.message, "");
      must(one !== undefined && two !== undefined, "The turn has no two calls.");
      const results: readonly Message[] = [
        { ...one, content: "disk-is-full", isError: true },
        { ...two, content: { json: { place: "shelf-42" } } },
      ];
      succeeded(await bench.stream({ ...request, messages: [...request.messages, call.message, ...results] }));
      const sent = bench.simulator.requests.at(-1)?.text ?? "";
      must(sent.includes("disk-is-full") && sent.includes("shelf-42"), `The request lost a result: ${show(sent)}`);
    },
  },
];

/** Reasoning in front of the calls, where this target shows any. */
function thought(bench: Bench): Partial<ScriptedTurn> {
  return bench.target.reasoning === undefined ? {} : { reasoning: words(2) };
}

async function ask(
  bench: Bench,
  how: "stream" | "generate",
  request: ChatRequest,
  turn?: ScriptedTurn,
): Promise<{ events: []; result?: ChatResult<unknown>; error?: unknown }> {
  if (turn !== undefined) bench.simulator.script(turn);
  const { result, error } = await bench[how](request);
  return { events: [], ...(result === undefined ? { error } : { result }) };
}

function resultsFor(message: AssistantMessage, content: string): readonly ToolMessage[] {
  return message.content.flatMap((part) =>
    part.type === "tool-call" ? [{ role: "tool" as const, toolCallId: part.id, toolName: part.name, content }] : [],
  );
}
