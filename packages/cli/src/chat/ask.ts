import { confirm, isCancel, text } from "@clack/prompts";
import type { Io } from "../io.js";

/** The next line of the user, or `undefined` when the user leaves. */
export async function askLine(io: Io): Promise<string | undefined> {
  const line = await text({ message: "You", placeholder: "Enter sends, Ctrl-C leaves", ...streams(io) });
  return isCancel(line) || line === undefined ? undefined : line.trim();
}

/** A yes or no; leaving means no. */
export async function askYes(io: Io, question: string): Promise<boolean> {
  const answer = await confirm({ message: question, initialValue: false, ...streams(io) });
  return answer === true;
}

/** Everything that is piped in. */
export async function readAll(io: Io): Promise<string> {
  let all = "";
  io.stdin.setEncoding("utf8");
  for await (const piece of io.stdin) all += piece as string;
  return all.trim();
}

function streams(io: Io): { input: Io["stdin"]; output: Io["stdout"] } {
  return { input: io.stdin, output: io.stdout };
}
