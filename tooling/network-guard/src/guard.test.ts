import { execFile } from "node:child_process";
import { createSocket } from "node:dgram";
import dns from "node:dns";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { connect as connectTls } from "node:tls";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import { Agent, request } from "undici";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "guard-test-"));
const ownLog = join(folder, "refused.jsonl");
const runLog = process.env["DIALECT_NETWORK_GUARD_LOG"];
const refused = (): string[] =>
  readFileSync(ownLog, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => String(JSON.parse(line).target));
const guardError = { code: "ERR_NETWORK_GUARD" };

// The refusals that are wanted here go to a log of their own, so that they do not fail the run.
beforeAll(() => void (process.env["DIALECT_NETWORK_GUARD_LOG"] = ownLog));
afterAll(() => {
  process.env["DIALECT_NETWORK_GUARD_LOG"] = runLog;
  rmSync(folder, { recursive: true });
});
afterEach(() => writeFileSync(ownLog, ""));
writeFileSync(ownLog, "");

describe("the network guard refuses and records in this process", () => {
  it("a fetch by name", async () => {
    await expect(fetch("http://dialect.example/")).rejects.toMatchObject({ cause: guardError });
    expect(refused()).toEqual(["dialect.example:80"]);
  });

  it("an undici request over TLS by address", async () => {
    const dispatcher = new Agent();
    await expect(request("https://192.0.2.1/", { dispatcher })).rejects.toMatchObject(guardError);
    await dispatcher.destroy();
    expect(refused()).toEqual(["192.0.2.1:443"]);
  });

  it("a TLS socket", async () => {
    const error = await new Promise((resolve) => connectTls(443, "192.0.2.1").on("error", resolve));
    expect(error).toMatchObject(guardError);
  });

  it("DNS: callback, promise and resolver", async () => {
    await expect(promisify(dns.lookup)("dialect.example")).rejects.toMatchObject(guardError);
    await expect(dns.promises.lookup("dialect.example")).rejects.toMatchObject(guardError);
    await expect(new dns.promises.Resolver().resolve4("dialect.example")).rejects.toMatchObject(guardError);
    await expect(promisify(dns.resolveTxt)("dialect.example")).rejects.toMatchObject(guardError);
    expect(refused()).toHaveLength(4);
  });

  it("a datagram", async () => {
    const socket = createSocket("udp4");
    const error = await new Promise((resolve) => socket.send("x", 53, "192.0.2.1", resolve));
    socket.close();
    expect(error).toMatchObject(guardError);
  });
});

describe("the network guard reaches every child", () => {
  const outside = `fetch("http://192.0.2.1/").catch((error) => console.log(error.cause.code))`;

  it("a Node process with an environment of its own", async () => {
    const { stdout } = await run(process.execPath, ["-e", outside], { env: { PATH: "/nowhere" } });
    expect(stdout.trim()).toBe("ERR_NETWORK_GUARD");
    expect(refused()).toEqual(["192.0.2.1:80"]);
  });

  it("a worker thread with an environment of its own", async () => {
    const worker = new Worker(outside, { eval: true, env: {}, stdout: true });
    let text = "";
    for await (const chunk of worker.stdout) text += String(chunk);
    expect(text.trim()).toBe("ERR_NETWORK_GUARD");
    expect(refused()).toEqual(["192.0.2.1:80"]);
  });

  it("loopback by address, by name and by a child passes", async () => {
    const server = createServer((socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const code = `fetch("http://127.0.0.1:${port}/").then((answer) => answer.text()).then(console.log)`;
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe("ok");
    expect(await (await fetch(`http://localhost:${port}/`)).text()).toBe("ok");
    expect((await run(process.execPath, ["-e", code])).stdout.trim()).toBe("ok");
    expect(refused()).toEqual([]);
    server.close();
  });
});

describe("a swallowed refusal fails the run", () => {
  const vitest = (environment: Record<string, string>) =>
    run(process.execPath, [join(import.meta.dirname, "../../../node_modules/vitest/vitest.mjs"), "run"], {
      cwd: join(import.meta.dirname, "../fixture"),
      env: { ...process.env, ...environment, DIALECT_TEST_REPORTS: "" },
    }).catch((error: { code: number; stdout: string; stderr: string }) => error);

  it("by the log, when only a child knew of it", async () => {
    const result = await vitest({});
    expect(result).toMatchObject({ code: 1 });
    expect(result.stdout).toContain("1 passed");
    expect(result.stderr).toContain("The network guard refused 1 times");
  });

  it("by the name of the test, when it happened in its process", async () => {
    const result = await vitest({ SWALLOW_IN_PROCESS: "1" });
    expect(result.stdout).toContain("1 failed");
    expect(`${result.stdout}${result.stderr}`).toContain("network guard: connect to 192.0.2.1:443");
  });
});
