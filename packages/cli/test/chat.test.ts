import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { spawn as spawnTerminal } from "@lydell/node-pty";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Message } from "@dialect/core";
import { startSimulator } from "@dialect/deepseek/simulator";
import { execute } from "./execute.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const program = [
  `--import=${new URL("../../../node_modules/tsx/dist/loader.mjs", import.meta.url).href}`,
  fileURLToPath(new URL("./terminal.ts", import.meta.url)),
];

let home = "";
let folder = "";
let simulator: Awaited<ReturnType<typeof startSimulator>>;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "dialect-chat-"));
  folder = join(home, "project");
  await mkdir(folder);
  await writeFile(join(folder, "notes.txt"), "launch on Tuesday");
  await writeFile(join(home, "secret.txt"), "secret");
});
afterAll(() => rm(home, { recursive: true }));
beforeEach(async () => {
  simulator = await startSimulator({});
});
afterEach(() => simulator.close());

const environment = (): Record<string, string> => ({
  PATH: process.env["PATH"] ?? "",
  HOME: home,
  TEST_KEY: "sk-test",
  TSX_TSCONFIG_PATH: join(root, "tsconfig.json"),
  TERM: "xterm-256color",
  ...(process.env["NODE_OPTIONS"] === undefined ? {} : { NODE_OPTIONS: process.env["NODE_OPTIONS"] }),
});
const endpoint = (): string[] => [
  "--base-url",
  simulator.baseUrl,
  "--api-key-env",
  "TEST_KEY",
  "--assume",
  "deepseek-v4-pro",
];
const plain = (...args: string[]) =>
  execute(process.execPath, [...program, ...args], { cwd: folder, env: environment() });

/** A scripted run through a pseudo-terminal: waits for text on the screen, then types. */
async function inTerminal(
  args: readonly string[],
  steps: readonly (readonly [waitFor: string, type: string])[],
): Promise<{ screen: string; code: number }> {
  const terminal = spawnTerminal(process.execPath, [...program, ...args], {
    cwd: folder,
    env: environment(),
    cols: 100,
    rows: 40,
  });
  let screen = "";
  let seen = 0;
  let next = 0;
  const advance = (): void => {
    for (let step = steps[next]; step !== undefined; step = steps[next]) {
      const [waitFor, type] = step;
      const at = screen.indexOf(waitFor, seen);
      if (at < 0) return;
      seen = at + waitFor.length;
      next++;
      if (type !== "") setTimeout(() => terminal.write(type), 30);
    }
  };
  terminal.onData((data) => {
    screen += data;
    advance();
  });
  const giveUp = setTimeout(() => terminal.kill(), 15_000);
  const code = await new Promise<number>((resolve) => terminal.onExit(({ exitCode }) => resolve(exitCode)));
  clearTimeout(giveUp);
  expect(next, `reached step ${next} of ${steps.length} on this screen:\n${screen}`).toBe(steps.length);
  return { screen, code };
}

describe("dialect chat in a terminal", () => {
  it("shows that the model reasons, asks before it reads a file, answers, and saves the history", async () => {
    simulator.script(
      {
        reasoning: "I should look at the notes.",
        toolCalls: [{ name: "read_file", arguments: { path: "notes.txt" } }],
      },
      { reasoning: "There it is.", text: "You launch on Tuesday." },
    );
    const { screen, code } = await inTerminal(
      ["chat", "deepseek/deepseek-v4-pro", ...endpoint(), "--history", "chat.json"],
      [
        ["nter sends, Ctrl-C", "When do we launch?\r"],
        ["Let the model read notes.txt?", "y"],
        ["You launch on Tuesday.", ""],
        ["nter sends, Ctrl-C", "/exit\r"],
      ],
    );
    expect(code).toBe(0);
    expect(screen.indexOf("Reasoning…")).toBeGreaterThan(0);
    expect(screen.indexOf("Reasoning…")).toBeLessThan(screen.indexOf("You launch on Tuesday."));
    const history = JSON.parse(await readFile(join(folder, "chat.json"), "utf8")) as Message[];
    expect(history.map((message) => message.role)).toEqual(["user", "assistant", "tool", "assistant"]);
    expect(history[2]).toMatchObject({ role: "tool", toolName: "read_file", content: "launch on Tuesday" });
    expect(simulator.requests).toHaveLength(2);
  });

  it("a no is told to the model, and a path out of the folder is refused without asking", async () => {
    simulator.script(
      {
        toolCalls: [
          { name: "read_file", arguments: { path: "../secret.txt" } },
          { name: "read_file", arguments: { path: "notes.txt" } },
        ],
      },
      { text: "Then not." },
    );
    const { screen } = await inTerminal(
      ["chat", "deepseek/deepseek-v4-pro", ...endpoint()],
      [
        ["nter sends, Ctrl-C", "Read both.\r"],
        ["Let the model read notes.txt?", "n"],
        ["Then not.", ""],
        ["nter sends, Ctrl-C", "\u0003"],
      ],
    );
    expect(screen).not.toContain("Let the model read ../secret.txt");
    const body = simulator.requests[1]?.json as { messages: { role: string; content: string }[] };
    const answers = body.messages.filter((message) => message.role === "tool").map((message) => message.content);
    expect(answers[0]).toContain("leads out of the current folder");
    expect(answers[1]).toContain("did not allow");
  });

  it("a call that was cut is named and never asked about; the chat goes on", async () => {
    simulator.script(
      { toolCalls: [{ name: "read_file", arguments: { path: "notes.txt".repeat(20) } }] },
      { text: "Still here." },
    );
    simulator.fault({ kind: "eof", after: { events: 6 }, how: "abrupt" });
    const { screen } = await inTerminal(
      ["chat", "deepseek/deepseek-v4-pro", ...endpoint()],
      [
        ["nter sends, Ctrl-C", "Read it.\r"],
        ["stream_truncated", ""],
        ["nter sends, Ctrl-C", "Hello?\r"],
        ["Still here.", ""],
        ["nter sends, Ctrl-C", "/exit\r"],
      ],
    );
    expect(screen).not.toContain("Let the model read");
  });
});

describe("dialect chat without a terminal", () => {
  it("takes --prompt, prints the text alone on stdout, and resumes its history", async () => {
    simulator.script({ reasoning: "hm", text: "First." }, { text: "Second." });
    const first = await plain(
      "chat",
      "deepseek/deepseek-v4-pro",
      ...endpoint(),
      "--history",
      "plain.json",
      "--prompt",
      "one",
    );
    expect(first).toMatchObject({ code: 0, stdout: "First.\n" });
    const second = await plain(
      "chat",
      "deepseek/deepseek-v4-pro",
      ...endpoint(),
      "--history",
      "plain.json",
      "--prompt",
      "two",
    );
    expect(second).toMatchObject({ code: 0, stdout: "Second.\n" });
    const body = simulator.requests[1]?.json as { messages: { role: string }[] };
    expect(body.messages.map((message) => message.role)).toEqual(["user", "assistant", "user"]);
  });

  it("--json prints each event as a line, and errors as one too", async () => {
    simulator.script({ text: "Hi." });
    const good = await plain("chat", "deepseek/deepseek-v4-pro", ...endpoint(), "--json", "--prompt", "x");
    const types = good.stdout
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types[0]).toBe("start");
    expect(types.at(-1)).toBe("finish");
    simulator.fault({ kind: "status", status: 401, body: { error: { message: "no" } } });
    const bad = await plain("chat", "deepseek/deepseek-v4-pro", ...endpoint(), "--json", "--prompt", "x");
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.stdout.trim())).toMatchObject({
      type: "error",
      error: { code: "authentication_failed", status: 401 },
    });
  });

  it("refuses by name: unknown provider, no model, no key, no prompt, corrupt history; no request is made", async () => {
    await writeFile(join(folder, "corrupt.json"), "[{");
    const cases: readonly [readonly string[], string][] = [
      [["chat", "acme/one", "--prompt", "x"], "unknown_provider"],
      [["chat", "deepseek", "--prompt", "x"], "unknown_model"],
      [["chat", "deepseek/no-such-model", "--prompt", "x"], "unknown_model"],
      [["chat", "deepseek/deepseek-v4-pro", "--prompt", "x"], "missing_api_key"],
      [["chat", "deepseek/deepseek-v4-pro", "--base-url", simulator.baseUrl, "--prompt", "x"], "missing_api_key"],
      [["chat", "deepseek/deepseek-v4-pro", "--base-url", "not a url", "--prompt", "x"], "invalid_setting"],
      [["chat", "deepseek/deepseek-v4-pro", ...endpoint(), "--prompt", ""], "invalid_history"],
      [
        ["chat", "deepseek/deepseek-v4-pro", ...endpoint(), "--history", "corrupt.json", "--prompt", "x"],
        "invalid_history",
      ],
    ];
    const seen = await Promise.all(cases.map(async ([args, code]) => ({ args, code, ran: await plain(...args) })));
    for (const { args, code, ran } of seen) expect(ran.stderr, args.join(" ")).toContain(`${code}:`);
    expect(seen.map(({ ran }) => ran.code)).toEqual(cases.map(() => 1));
    expect(simulator.requests).toHaveLength(0);
  });

  it("wrong usage exits with 2", async () => {
    expect((await plain("chat")).code).toBe(2);
    expect((await plain("simulate", "deepseek", "--port", "x")).code).toBe(2);
  });
});

describe("dialect models and simulate", () => {
  it("models lists what the server offers", async () => {
    const { code, stdout } = await plain(
      "models",
      "deepseek",
      "--base-url",
      simulator.baseUrl,
      "--api-key-env",
      "TEST_KEY",
    );
    expect(code).toBe(0);
    expect(stdout.split("\n")).toContain("deepseek-v4-pro");
    expect(simulator.requests.map((request) => request.path)).toEqual(["/models"]);
  });

  it("simulate runs until it is stopped, and says what arrived", async () => {
    const { code, stdout } = await execute(
      process.execPath,
      [...program, "simulate", "deepseek", "--json"],
      { cwd: folder, env: environment() },
      async (line, stop) => {
        const { baseUrl } = JSON.parse(line) as { baseUrl?: string };
        if (baseUrl === undefined) return;
        const response = await fetch(`${baseUrl}/models`, { headers: { authorization: "Bearer sk-x" } });
        expect(response.status).toBe(200);
        stop();
      },
    );
    expect(code).toBe(0);
    expect(stdout).toContain('{"type":"request","method":"GET","path":"/models"}');
  });
});
