import { DialectError } from "@dialect/core";
import type { EventWriter } from "@dialect/core/provider";

export type Wire = { readonly [member: string]: unknown };

export function createReader(out: EventWriter): (event: Wire) => boolean {
  let open: { kind: string; index: number } | undefined;
  const calls = new Map<unknown, number>();
  const put = (kind: "text" | "reasoning", text: string): void => {
    if (open?.kind !== kind) {
      if (open !== undefined) out.end(open.index);
      open = { kind, index: out.begin(kind, kind === "reasoning" ? "thought" : undefined) };
    }
    out.delta(open.index, text);
  };
  return (event) => {
    switch (event["type"]) {
      case "hello":
        out.start({ id: String(event["id"]) });
        break;
      case "thought":
        put("reasoning", String(event["text"]));
        break;
      case "text":
        put("text", String(event["text"]));
        break;
      case "call":
        if (open !== undefined) out.end(open.index);
        open = undefined;
        if (typeof event["id"] !== "string" || typeof event["name"] !== "string" || event["name"] === "") {
          throw new DialectError("response_event_missing_field", { message: "A call without id or name." });
        }
        calls.set(event["id"], out.beginCall(event["id"], event["name"]));
        break;
      case "arguments":
        out.delta(calls.get(event["id"]) ?? -1, String(event["text"]));
        break;
      case "usage": {
        const count = (value: unknown): { total: number } | undefined =>
          Number.isInteger(value) && Number(value) >= 0 ? { total: Number(value) } : undefined;
        const [input, output] = [count(event["input"]), count(event["output"])];
        out.usage({
          ...(input === undefined ? {} : { input }),
          ...(output === undefined ? {} : { output }),
          raw: event as never,
        });
        break;
      }
      case "error":
        throw new DialectError("provider_stream_error", { message: String(event["message"]), retryable: true });
      case "finish":
        out.finish({
          reason: (["stop", "tool-calls", "length"] as const).find((word) => word === event["word"]) ?? "other",
          raw: String(event["word"]),
        });
        break;
      default:
        break;
    }
    return false;
  };
}
