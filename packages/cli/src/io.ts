import type { Readable, Writable } from "node:stream";
import pc from "picocolors";
import type { Registry } from "./registry.js";

/** Everything that a command touches of the world, so that a test can give its own. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly registry: Registry;
  /** Resolves when the user asks to stop (Ctrl-C, SIGTERM). */
  readonly stopped: Promise<void>;
}

/** Colours for a stream: none without a terminal or with NO_COLOR (https://no-color.org, read 2026-11-21). */
export function colours(io: Io, stream: { readonly isTTY?: boolean }): ReturnType<typeof pc.createColors> {
  const off = io.env["NO_COLOR"] !== undefined && io.env["NO_COLOR"] !== "";
  return pc.createColors(!off && (stream.isTTY === true || io.env["FORCE_COLOR"] === "1"));
}

/** A line for people; stdout stays free for what the command is asked for. */
export function note(io: Io, text: string): void {
  io.stderr.write(`${colours(io, io.stderr).dim(text)}\n`);
}
