import { spawn } from "node:child_process";

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program without a terminal, with an empty stdin. `onLine` sees each line of stdout and may stop it. */
export function execute(
  file: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Record<string, string> },
  onLine?: (line: string, stop: () => void) => Promise<void>,
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    let told = 0;
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      for (let end = stdout.indexOf("\n", told); end >= 0; end = stdout.indexOf("\n", told)) {
        const line = stdout.slice(told, end);
        told = end + 1;
        onLine?.(line, () => child.kill("SIGTERM")).catch((error: unknown) => {
          child.kill("SIGKILL");
          reject(error as Error);
        });
      }
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}
