import {
  type AssistantMessage,
  type ChatRequest,
  type ChatResult,
  isDialectError,
  jsonSchema,
  type Message,
  type Tool,
} from "@dialect/core";
import type { Lane } from "./lane.js";

export interface Row {
  readonly provider: string;
  readonly route: string;
  readonly check: Check;
  readonly outcome: "ok" | "failed";
  readonly code?: string;
  readonly executed?: boolean;
  /** HTTP requests that reached the simulator during the check. */
  readonly requests: number;
  readonly ms: number;
  /** For people. */
  readonly said: string;
}
export type Check =
  | "text"
  | "reasoning"
  | "tool-round-trip"
  | "strict-json"
  | "refused-locally"
  | "refused-by-simulator"
  | "truncated-tool-call";

/** What a check saw: whether things went as they should, and the words for the table. */
interface Seen {
  readonly ok: boolean;
  readonly said: string;
  readonly code?: string;
  readonly executed?: boolean;
}

/** Gets each piece of streamed text or reasoning as it comes. */
export type Show = (kind: "text" | "reasoning" | "tool", text: string) => void;

const ask: readonly Message[] = [{ role: "user", content: "What is the weather in Paris? Use the tool." }];
const weather: Tool = {
  name: "get_weather",
  description: "The weather of a city, now.",
  input: jsonSchema({
    type: "object",
    properties: { city: { type: "string" } },
    required: ["city"],
    additionalProperties: false,
  }),
};
const report = jsonSchema({
  type: "object",
  properties: { city: { type: "string" }, celsius: { type: "number" } },
  required: ["city", "celsius"],
  additionalProperties: false,
});

/** All checks of one lane, in order. */
export async function runChecks(lane: Lane, show: Show): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let conversation: ChatResult | undefined;
  let secondTurn: Readonly<Record<string, unknown>> = {};
  const timed = async (check: Check, work: () => Promise<Seen>): Promise<void> => {
    const before = lane.simulator.requests.length;
    const start = performance.now();
    const seen = await work().catch((error: unknown): Seen => ({ ok: false, ...named(error) }));
    rows.push({
      provider: lane.provider,
      route: lane.route,
      check,
      outcome: seen.ok ? "ok" : "failed",
      ...(seen.code === undefined ? {} : { code: seen.code }),
      ...(seen.executed === undefined ? {} : { executed: seen.executed }),
      requests: lane.simulator.requests.length - before,
      ms: Math.round((performance.now() - start) * 10) / 10,
      said: seen.said,
    });
  };

  await timed("text", async () => {
    lane.simulator.script({ text: "Hello! This came through a real socket.", reasoning: "A greeting is asked for." });
    const result = await streamed(lane, [{ role: "user", content: "Say hello." }], show);
    return {
      ok: result.text === "Hello! This came through a real socket." && result.finish.reason === "stop",
      said: `${result.text.length} characters`,
    };
  });
  await timed("reasoning", async () => {
    lane.simulator.script({
      reasoning: "Paris is in France; I need the tool.",
      toolCalls: [{ name: "get_weather", arguments: { city: "Paris" } }],
    });
    conversation = await streamed(lane, ask, show, { tools: [weather] });
    return reasoningSeen(lane, conversation);
  });
  await timed("tool-round-trip", async () => {
    if (conversation === undefined) return { ok: false, said: "there was no first turn" };
    lane.simulator.script({ reasoning: "The tool answered.", text: "It is 18 °C in Paris." });
    // Through JSON and back: a history that only works in memory is no history.
    const message = JSON.parse(JSON.stringify(conversation.message)) as AssistantMessage;
    const answers = conversation.toolCalls.map(
      (call) =>
        ({ role: "tool", toolCallId: call.id, toolName: call.name, content: { json: { celsius: 18 } } }) as const,
    );
    const result = await streamed(lane, [...ask, message, ...answers], show, { tools: [weather] });
    secondTurn = result.request.body as Readonly<Record<string, unknown>>;
    return {
      ok: answers.length === 1 && result.text === "It is 18 °C in Paris.",
      said: `${answers.length} call answered, history through JSON`,
    };
  });
  await timed("strict-json", () => strictJson(lane));
  await timed("refused-locally", async () => {
    const before = lane.simulator.requests.length;
    const refusal = await lane.model.generate({ messages: ask, tools: [weather], ...lane.refused.request }).then(
      () => undefined,
      (error: unknown) => error,
    );
    const { code } = named(refusal);
    return {
      ok: code?.startsWith("capability_") === true && lane.simulator.requests.length === before,
      ...(code === undefined ? {} : { code }),
      said: lane.refused.what,
    };
  });
  await timed("refused-by-simulator", async () => {
    const response = await fetch(`${lane.simulator.baseUrl}${lane.naive.path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: "Bearer sk-demo-key",
        "user-agent": "dialect-demo/0",
      },
      body: JSON.stringify(lane.naive.body(secondTurn)),
    });
    const text = await response.text();
    const message = (JSON.parse(text) as { error?: { message?: string } }).error?.message ?? text;
    return {
      ok: response.status === 400,
      code: String(response.status),
      said: `${lane.naive.what}: “${message.slice(0, 90)}”`,
    };
  });
  await timed("truncated-tool-call", () => truncatedCall(lane));
  return rows;
}

async function streamed(
  lane: Lane,
  messages: readonly Message[],
  show: Show,
  more: Partial<Omit<ChatRequest, "output">> = {},
): Promise<ChatResult> {
  const stream = lane.model.stream({ messages, ...lane.settings, ...more });
  for await (const event of stream) {
    if (event.type === "reasoning-delta") show("reasoning", event.text);
    else if (event.type === "text-delta") show("text", event.text);
    else if (event.type === "tool-call-end") show("tool", `${event.part.name}(${event.part.arguments})`);
  }
  return stream.result();
}

function reasoningSeen(lane: Lane, result: ChatResult): Seen {
  if (lane.reasoning === "counted") {
    const tokens = result.usage?.output?.reasoning ?? 0;
    return { ok: tokens > 0 && result.reasoning === "", said: `hidden by the vendor, ${tokens} tokens counted` };
  }
  const part = result.message.content.find((one) => one.type === "reasoning");
  const { received, delivered } = result.reasoningCharacters;
  if (part === undefined || part.type !== "reasoning") return { ok: false, said: "no reasoning part" };
  // A route that hides the text still carries state that the next turn needs.
  const carried = part.opaque === undefined ? "" : ", state carried";
  return {
    ok: received === delivered && (received > 0 || part.opaque !== undefined),
    said: `${received} characters in ${part.field ?? "an item"}${carried}`,
  };
}

async function strictJson(lane: Lane): Promise<Seen> {
  const messages: readonly Message[] = [{ role: "user", content: "Report the weather in Paris as json." }];
  const request = {
    messages,
    ...lane.settings,
    ...lane.strictSettings,
    output: { schema: report, guarantee: "strict", name: "report" },
  } as const;
  // Where it must be refused there is no turn to answer with: nothing may arrive.
  if (lane.strict === "enforced") lane.simulator.script({ text: '{"city":"Paris","celsius":18}' });
  try {
    const result = await lane.model.generate(request);
    return { ok: lane.strict === "enforced", said: `${JSON.stringify(result.output)}, validated here too` };
  } catch (error) {
    const { code, said } = named(error);
    return {
      ok: lane.strict === "refused" && code === "capability_rejected",
      ...(code === undefined ? {} : { code }),
      said,
    };
  }
}

async function truncatedCall(lane: Lane): Promise<Seen> {
  let executed = false;
  lane.simulator.script({
    // A whole call comes in the last line of its answer: what is cut stands before it.
    ...(lane.calls === "whole" ? { reasoning: "I need the tool for this." } : {}),
    toolCalls: [{ name: "get_weather", arguments: { city: "Par".repeat(40) } }],
  });
  lane.simulator.fault({ kind: "eof", after: { events: lane.calls === "pieces" ? 8 : 1 }, how: "abrupt" });
  try {
    const result = await lane.model.stream({ messages: ask, ...lane.settings, tools: [weather] }).result();
    executed = result.toolCalls.length > 0;
    return { ok: false, executed, said: "the cut call was taken for a whole one" };
  } catch (error) {
    const { code } = named(error);
    const partial = isDialectError(error)
      ? error.partial?.message.content.find((part) => part.type === "tool-call")
      : undefined;
    const kept =
      partial !== undefined && partial.type === "tool-call"
        ? `${partial.arguments.length} characters of arguments kept, not executed`
        : "cut before the whole call came, nothing executed";
    return {
      ok: code === "stream_truncated" && (partial !== undefined || lane.calls === "whole"),
      ...(code === undefined ? {} : { code }),
      executed,
      said: kept,
    };
  }
}

function named(error: unknown): { readonly code?: string; readonly said: string } {
  if (isDialectError(error)) return { code: error.code, said: error.message };
  return { said: error instanceof Error ? error.message : String(error) };
}
