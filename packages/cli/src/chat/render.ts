import type { ChatEvent } from "@dialect/core";
import { colours, type Io } from "../io.js";

/** Shows the events of a turn as they come. */
export interface Renderer {
  event(event: ChatEvent): void;
  /** The turn is over, well or not: the line is free again. */
  done(): void;
}

/** One JSON line per event. */
export function jsonRenderer(io: Io): Renderer {
  return {
    event: (event) => io.stdout.write(`${JSON.stringify(event)}\n`),
    done() {},
  };
}

/** Text to stdout; "Reasoning…" and "Waiting…" live on stderr until the first text. */
export function textRenderer(io: Io): Renderer {
  const live = io.stderr.isTTY === true;
  const paint = colours(io, io.stderr);
  let shown = false;
  let reasoned = 0;
  let atLineStart = true;

  const show = (text: string): void => {
    if (live) io.stderr.write(`${shown ? "\r\u001b[2K" : ""}${paint.dim(text)}`);
    else if (!shown) io.stderr.write(`${text}\n`);
    shown = true;
  };
  const clear = (): void => {
    if (shown && live) io.stderr.write("\r\u001b[2K");
    shown = false;
  };

  return {
    event(event) {
      if (event.type === "reasoning-start") show("Reasoning…");
      else if (event.type === "reasoning-delta") {
        reasoned += event.text.length;
        if (live) show(`Reasoning… ${reasoned} characters`);
      } else if (event.type === "waiting") show("Waiting… the server keeps the line open");
      else if (event.type === "text-delta" || event.type === "refusal-delta") {
        clear();
        io.stdout.write(event.text);
        atLineStart = event.text.endsWith("\n");
      } else if (event.type === "tool-call-start") {
        clear();
        if (!atLineStart) io.stdout.write("\n");
        atLineStart = true;
      } else if (event.type === "warning") {
        clear();
        io.stderr.write(`${paint.yellow("warning")} ${event.warning.code}: ${event.warning.message}\n`);
      } else if (
        event.type === "finish" &&
        (event.finish.reason === "length" || event.finish.reason === "content-filter")
      ) {
        clear();
        io.stderr.write(`${paint.yellow("ended")} as ${event.finish.reason}\n`);
      }
    },
    done() {
      clear();
      if (!atLineStart) io.stdout.write("\n");
      atLineStart = true;
    },
  };
}
