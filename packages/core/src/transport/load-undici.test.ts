import { describe, expect, it, vi } from "vitest";
import * as undici from "undici";
import { loadDispatchers } from "./load-undici.js";

describe("the inner paths of undici (fails when an update moves them)", () => {
  it("hold the classes of the public entry", async () => {
    expect((await import("undici/lib/dispatcher/agent.js")).default).toBe(undici.Agent);
    expect((await import("undici/lib/dispatcher/pool.js")).default).toBe(undici.Pool);
    expect((await import("undici/lib/dispatcher/client.js")).default).toBe(undici.Client);
  });
  it("are used", async () => {
    expect(await loadDispatchers()).toEqual({ Agent: undici.Agent, Pool: undici.Pool, Client: undici.Client });
  });
});

describe("the public entry stands in", () => {
  it.each(["agent.js", "pool.js", "client.js"])("when %s has moved", async (file) => {
    const path = `undici/lib/dispatcher/${file}`;
    vi.doMock(path, () => {
      throw new Error("ERR_MODULE_NOT_FOUND");
    });
    vi.resetModules();
    const { Agent, Pool, Client } = await (await import("./load-undici.js")).loadDispatchers();
    expect([Agent, Pool, Client]).toEqual([undici.Agent, undici.Pool, undici.Client]);
    vi.doUnmock(path);
  });
});
