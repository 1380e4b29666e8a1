/** An invented vendor, for the kit's own tests: one wire, a few teeth. */
import {
  createScript,
  firstIssue,
  pieces,
  playRaw,
  simulatorOf,
  startServer,
  type LoggedRequest,
  type Reply,
  type ScriptedTurn,
  type Simulator,
} from "@dialect/simulator";
import { z } from "zod";

const message = z.union([
  z.strictObject({
    role: z.enum(["system", "user"]),
    content: z.union([z.string(), z.array(z.strictObject({ kind: z.string(), value: z.string() }))]),
  }),
  z.strictObject({
    role: z.literal("assistant"),
    thought: z.string(),
    content: z.string(),
    calls: z.array(z.strictObject({ id: z.string(), name: z.string(), arguments: z.string() })),
  }),
  z.strictObject({ role: z.literal("tool"), id: z.string(), content: z.string(), failed: z.boolean() }),
]);
const body = z.strictObject({
  model: z.literal("acme-1"),
  stream: z.boolean(),
  messages: z.array(message),
  tools: z.array(z.strictObject({ name: z.string(), schema: z.unknown(), strict: z.boolean() })).optional(),
  choice: z.string().optional(),
  one_call: z.boolean().optional(),
  think: z.string().optional(),
  format: z.unknown().optional(),
  temperature: z.number().optional(),
  limit: z.int().optional(),
});
type Body = z.infer<typeof body>;

export async function startSimulator(): Promise<Simulator> {
  const script = createScript();
  const server = await startServer({
    handle(request, reply) {
      const refusal = refuse(request);
      if (refusal !== undefined) return reply.json(refusal.status, { error: { message: refusal.message } });
      const asked = request.json as Body;
      const last = asked.messages.at(-1);
      const lastText = typeof last?.content === "string" ? last.content : "";
      const choice = asked.choice ?? "auto";
      const turn = script.next({
        tools: asked.tools ?? [],
        toolChoice: choice === "auto" || choice === "none" || choice === "required" ? choice : { name: choice },
        lastRole: last?.role ?? "user",
        lastText,
        ...(asked.format === undefined ? {} : { wantsJson: true, schema: asked.format }),
      });
      if (playRaw(turn, reply)) return;
      if (turn.error !== undefined && turn.error.inStream !== true)
        return reply.json(turn.error.status, { error: { message: turn.error.message } });
      write(turn, asked, reply);
    },
  });
  return simulatorOf(server, { script, baseUrl: `${server.url}/v1` });
}

function refuse(request: LoggedRequest): { status: number; message: string } | undefined {
  const key = request.headers["authorization"];
  if (key?.startsWith("Bearer sk-") !== true) return { status: 401, message: "Who are you?" };
  const issue = firstIssue(body, request.json);
  if (issue !== undefined) return { status: 400, message: `${issue.path}: ${issue.message}` };
  const { messages } = request.json as Body;
  const bare = messages.findIndex((one) => one.role === "assistant" && one.calls.length > 0 && one.thought === "");
  const thinks = (request.json as Body).think !== undefined;
  return thinks && bare >= 0 ? { status: 400, message: `messages[${bare}]: the thought is missing` } : undefined;
}

function write(turn: ScriptedTurn, asked: Body, reply: Reply): void {
  const events: unknown[] = [{ type: "hello", id: "answer-1" }];
  const length = turn.pieceLength ?? 8;
  if (asked.think !== undefined)
    for (const text of pieces(turn.reasoning ?? "", length)) events.push({ type: "thought", text });
  for (const text of pieces(turn.text ?? "", length)) events.push({ type: "text", text });
  for (const [at, call] of (turn.toolCalls ?? []).entries()) {
    const id = call.id ?? `call-${at}`;
    events.push({ type: "call", id, name: call.name });
    const text = typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments);
    for (const piece of pieces(text, length)) events.push({ type: "arguments", id, text: piece });
  }
  if (turn.error !== undefined) events.push({ type: "error", message: turn.error.message });
  else {
    if (turn.omit?.includes("usage") !== true)
      events.push({ type: "usage", input: turn.usage?.input ?? 10, output: turn.usage?.output ?? 20 });
    const word = turn.finish ?? ((turn.toolCalls?.length ?? 0) > 0 ? "tool-calls" : "stop");
    if (turn.omit?.includes("finish") !== true) events.push({ type: "finish", word });
  }
  if (!asked.stream) return reply.json(200, { events });
  const stream = reply.stream();
  for (const event of events) stream.event(event);
  if (turn.omit?.includes("terminator") !== true && turn.error === undefined) stream.event("[END]");
  stream.end();
}
