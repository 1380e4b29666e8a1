import type { StreamReply } from "@dialect/simulator";
import type { Settings } from "../options.js";
import type { VendorError } from "../refusal.js";
import { responseObject, type ResponseFacts } from "./object.js";
import type { OutputItem } from "./output.js";

/** Writes events with their names and running numbers. The vendor sends no `[DONE]` here. */
export interface EventWriter {
  /** `type` first, the other members by their names, as the vendor has them. */
  send(type: string, members: Readonly<Record<string, unknown>>): void;
  /** `response.created` and `response.in_progress`. */
  open(): void;
  /** The failure as the recordings have it: an `error` and then `response.failed`, or that alone. */
  fail(error: Pick<VendorError, "message" | "type" | "code">, output: readonly OutputItem[]): void;
  end(): void;
}

/**
 * @see https://github.com/vercel/ai …/responses/__fixtures__/openai-error.1.chunks.txt (nested, read 2026-11-20)
 * @see https://github.com/vercel/ai …/responses/__fixtures__/openai-response-failed-only.1.chunks.txt (alone, read 2026-11-20)
 * @see https://github.com/openai/openai-node src/resources/responses/responses.ts at 7b7d6ca7 (flat, read 2026-11-20)
 */
export function createEventWriter(
  stream: StreamReply,
  facts: ResponseFacts,
  shape: Settings["errorEvent"],
): EventWriter {
  let sequence = 0;
  const send: EventWriter["send"] = (type, members) => {
    const named = Object.entries({ ...members, sequence_number: sequence }).sort(([a], [b]) => (a < b ? -1 : 1));
    stream.event({ type, ...Object.fromEntries(named) }, type);
    sequence += 1;
  };
  return {
    send,
    open() {
      const response = responseObject(facts, { status: "in_progress", output: [] });
      send("response.created", { response });
      send("response.in_progress", { response });
    },
    fail({ message, type, code }, output) {
      if (shape === "nested") send("error", { error: { type, code, message, param: null } });
      if (shape === "flat") send("error", { code, message, param: null });
      send("response.failed", {
        response: responseObject(facts, { status: "failed", output, error: { code: code ?? "server_error", message } }),
      });
      stream.end();
    },
    end: () => stream.end(),
  };
}
