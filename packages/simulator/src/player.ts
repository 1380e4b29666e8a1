/**
 * Plays what a handler queued to the socket, with the faults of the request applied on the way.
 */
import type { ServerResponse } from "node:http";
import { createBodyWriter } from "./body-writer.js";
import { createCutting, type CutFault } from "./cut.js";
import type { Split } from "./fault.js";
import type { Step, Steps } from "./steps.js";
import type { Waits } from "./waits.js";

/** The faults that act on an answer while it is written. */
export interface Plan {
  readonly cut?: CutFault | undefined;
  readonly lateMs: number;
  readonly contentType?: string | undefined;
  /** Wins over what the reply asks for. */
  readonly split?: Split | undefined;
  readonly everyMs?: number | undefined;
}

/** Rejects when the client goes. `count` is told of body bytes as they are written. */
export async function play(
  response: ServerResponse,
  steps: Steps,
  plan: Plan,
  waits: Waits,
  count: (bytes: number) => void,
): Promise<"finished" | "fault"> {
  const head = await nextStep(steps, waits);
  if (head.kind !== "head") throw new Error("A reply starts with its head.");
  const lateMs = head.delayMs + plan.lateMs;
  if (lateMs > 0) await waits.pause(lateMs);
  const headers = headersOf(head.headers, plan);
  response.writeHead(head.status, headers);
  response.flushHeaders();

  const writer = createBodyWriter(response, { split: plan.split ?? head.split, everyMs: plan.everyMs }, waits, count);
  await writer.open();
  const keepAlive = (headers["content-type"] ?? "").includes("event-stream") ? ": keep-alive\n\n" : "\n";
  const cutting = createCutting(plan.cut, writer, waits, keepAlive);
  if (await cutting.start()) return "fault";
  for (;;) {
    let step = steps.shift();
    if (step === undefined) {
      // Bytes that wait for a split to fill up must not wait for a handler that is slow.
      await writer.flush();
      step = await nextStep(steps, waits);
    }
    switch (step.kind) {
      case "bytes":
        if (await cutting.pass(step.bytes, step.isEvent)) return "fault";
        break;
      case "wait":
        await writer.flush();
        await waits.pause(step.ms);
        break;
      case "end":
        await writer.end();
        return "finished";
      case "abort":
        await (step.how === "reset" ? writer.reset() : writer.close());
        return "finished";
      case "head":
        throw new Error("A reply has one head.");
    }
  }
}

async function nextStep(steps: Steps, waits: Waits): Promise<Step> {
  for (;;) {
    const step = steps.shift();
    if (step !== undefined) return step;
    await waits.until((done) => steps.onPush(done));
  }
}

/** A body that is cut short cleanly, or that gets keep-alives, has another length than the handler said. */
function headersOf(given: Readonly<Record<string, string>>, plan: Plan): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) headers[name.toLowerCase()] = value;
  if (plan.contentType !== undefined) headers["content-type"] = plan.contentType;
  const changesLength = plan.cut?.kind === "keep-alive" || (plan.cut?.kind === "eof" && plan.cut.how === "clean");
  if (changesLength) delete headers["content-length"];
  return headers;
}
