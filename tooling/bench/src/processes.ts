import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { join, resolve } from "node:path";
import type { Job } from "./tasks.ts";

/** Runs a program to its end and gives what it printed; a non-zero exit rejects with all of it. */
export function run(command: string, args: readonly string[], folder: string): Promise<string> {
  return new Promise((done, reject) => {
    const child = spawn(command, args, {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (bytes: Buffer) => (stdout += bytes.toString()));
    child.stderr.on("data", (bytes: Buffer) => (stderr += bytes.toString()));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) done(stdout);
      else reject(new Error(`${command} ${args.join(" ")} ended with ${code} in ${folder}\n${stdout}${stderr}`));
    });
  });
}

export interface Server {
  readonly url: string;
  close(): void;
}

export async function startServer(): Promise<Server> {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, "server.ts")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const line = await new Promise<string>((done, reject) => {
    createInterface(child.stdout).once("line", done);
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const { port } = JSON.parse(line) as { port: number };
  return { url: `http://127.0.0.1:${port}`, close: () => child.stdin.end() };
}

/** One measurement in a process of its own, in the folder where the packages are installed. */
export async function measure(folder: string, server: Server, job: Job): Promise<number> {
  const flags = job.kind === "hold" ? ["--expose-gc"] : [];
  const argument = JSON.stringify({ ...job, url: server.url });
  const printed = await run(process.execPath, [...flags, join(folder, "run.mjs"), argument], folder);
  return (JSON.parse(printed) as { value: number }).value;
}
