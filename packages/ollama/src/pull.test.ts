import { describe, expect, it } from "vitest";
import { failure, recorded } from "../test/capture.js";
import { type Answer, scripted } from "../test/scripted-transport.js";
import { createOllama, type PullProgress } from "./index.js";

const lines = (...progress: readonly object[]): Answer => ({
  headers: { "content-type": "application/x-ndjson" },
  chunks: progress.map((line) => `${JSON.stringify(line)}\n`),
});
const whole = [
  { status: "pulling manifest" },
  { status: "pulling 6c4d258efbaa", digest: "sha256:6c4d258efbaa", total: 100 },
  { status: "pulling 6c4d258efbaa", digest: "sha256:6c4d258efbaa", total: 100, completed: 60 },
  { status: "verifying sha256 digest" },
  { status: "writing manifest" },
  { status: "success" },
];
const ollama = (...answers: readonly Answer[]) => {
  const script = scripted(...answers);
  return { ...script, provider: createOllama({ env: {}, transport: script.transport }) };
};
async function all(progress: AsyncIterable<PullProgress>): Promise<readonly PullProgress[]> {
  const seen: PullProgress[] = [];
  for await (const one of progress) seen.push(one);
  return seen;
}

describe("pull (https://docs.ollama.com/api/pull)", () => {
  it("gives each line, and ends with success", async () => {
    const { provider, requests } = ollama(lines(...whole));
    expect(await all(provider.pull("qwen3:8b"))).toEqual(whole);
    expect(requests).toMatchObject([
      { method: "POST", url: "http://127.0.0.1:11434/api/pull", json: { model: "qwen3:8b", stream: true } },
    ]);
  });

  it("starts nothing until it is iterated", () => {
    const { provider, requests } = ollama();
    provider.pull("qwen3:8b", { insecure: true });
    expect(requests).toHaveLength(0);
  });

  it("a failure is a line after status 200 (recorded/api-pull-error-stream), never tried again", async () => {
    const { provider, requests } = ollama(recorded("api-pull-error-stream"), lines(...whole));
    const error = await failure(all(provider.pull("127.0.0.1:9/nope/nope:latest")));
    expect(error).toMatchObject({ code: "provider_error", provider: "ollama" });
    expect(error.message).toContain("connection refused");
    expect(requests).toHaveLength(1);
  });

  it("a model that the registry does not have is model_not_found", async () => {
    const { provider } = ollama(lines(whole[0] ?? {}, { error: "pull model manifest: file does not exist" }));
    expect(await failure(all(provider.pull("nope")))).toMatchObject({ code: "model_not_found", retryable: false });
  });

  it("progress that ends without success is stream_truncated", async () => {
    const { provider } = ollama(lines(...whole.slice(0, 3)), lines());
    expect(await failure(all(provider.pull("m")))).toMatchObject({ code: "stream_truncated", retryable: true });
    expect(await failure(all(provider.pull("m")))).toMatchObject({ code: "empty_stream" });
  });

  it("a status, a line that is no JSON, and a daemon that is not there", async () => {
    const busy: Answer = {
      status: 503,
      chunks: ['{"error":"server busy, please try again.  maximum pending requests exceeded"}'],
    };
    const { provider } = ollama(busy, { chunks: ["{bad\n"] }, { refused: "ECONNREFUSED" });
    expect(await failure(all(provider.pull("m")))).toMatchObject({ code: "overloaded", status: 503 });
    expect(await failure(all(provider.pull("m")))).toMatchObject({ code: "malformed_event" });
    expect(await failure(all(provider.pull("m")))).toMatchObject({ code: "connect_failed" });
  });

  it("silence ends it by a limit that names itself", async () => {
    const { provider, aborted } = ollama({ ...lines(whole[0] ?? {}), finally: "stall" });
    const error = await failure(all(provider.pull("m", { timeouts: { idleMs: 20 } })));
    expect(error).toMatchObject({
      code: "timeout_idle",
      message: expect.stringContaining("timeouts.idleMs") as string,
    });
    expect(aborted()).toBe(1);
  });

  it("break and the signal close the connection", async () => {
    const stalled = { ...lines(whole[0] ?? {}), finally: "stall" } as const;
    const { provider, aborted, requests } = ollama(stalled, stalled);
    for await (const { status } of provider.pull("m")) {
      expect(status).toBe("pulling manifest");
      break;
    }
    expect(aborted()).toBe(1);
    const controller = new AbortController();
    const late = failure(all(provider.pull("m", { signal: controller.signal })));
    setTimeout(() => controller.abort(new Error("enough")), 10);
    expect(await late).toMatchObject({ code: "aborted", cause: new Error("enough") });
    expect(aborted()).toBe(2);
    expect(await failure(all(provider.pull("m", { signal: controller.signal })))).toMatchObject({ code: "aborted" });
    expect(requests).toHaveLength(2);
  });
});
