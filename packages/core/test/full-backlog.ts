import { spawn } from "node:child_process";
import net from "node:net";

/** A port where connecting hangs: its process never accepts, and its backlog is full. */
export interface HangingPort {
  readonly port: number;
  close(): Promise<void>;
}

// Blocked for good, so that the kernel alone answers until the backlog of one is full.
const program = `
  const server = require("node:net").createServer();
  server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
    require("node:fs").writeSync(1, String(server.address().port));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });`;

export async function hangingPort(): Promise<HangingPort> {
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
  const port = Number(
    await new Promise<string>((resolve) => child.stdout.once("data", (bytes: Buffer) => resolve(bytes.toString()))),
  );
  const fillers: net.Socket[] = [];
  // The kernel takes one or two connections more than the backlog says.
  for (let filled = true; filled;) {
    const filler = net.connect(port, "127.0.0.1");
    filler.on("error", () => {});
    fillers.push(filler);
    filled = await Promise.race([
      new Promise<true>((resolve) => filler.once("connect", () => resolve(true))),
      new Promise<false>((resolve) => setTimeout(() => resolve(false), 200)),
    ]);
  }
  return {
    port,
    async close() {
      for (const filler of fillers) filler.destroy();
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await gone;
    },
  };
}
