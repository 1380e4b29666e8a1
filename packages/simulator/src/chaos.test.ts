import { describe, expect, it } from "vitest";
import { createChaos } from "./chaos.js";
import { startServer } from "./server.js";

const draws = (seed: number, count: number, rate?: number): unknown[] => {
  const draw = createChaos(seed, rate === undefined ? {} : { rate });
  return Array.from({ length: count }, () => draw());
};

describe("chaos", () => {
  it("is the same for the same seed and another for another", () => {
    expect(draws(7, 100)).toEqual(draws(7, 100));
    expect(draws(7, 100)).not.toEqual(draws(8, 100));
  });

  it("has known first draws: a seed in an old log means the same today", () => {
    expect(draws(1, 8, 1)).toMatchInlineSnapshot(`
      [
        {
          "body": {
            "error": {
              "message": "chaos",
            },
          },
          "kind": "status",
          "status": 503,
        },
        {
          "kind": "content-type",
          "value": "text/html",
        },
        {
          "bytes": 7,
          "kind": "drip",
        },
        {
          "at": {
            "bytes": 196,
          },
          "kind": "reset",
        },
        {
          "at": "after-headers",
          "kind": "reset",
        },
        {
          "body": {
            "error": {
              "message": "chaos",
            },
          },
          "headers": {
            "retry-after": "0",
          },
          "kind": "status",
          "status": 429,
        },
        {
          "body": {
            "error": {
              "message": "chaos",
            },
          },
          "kind": "status",
          "status": 502,
        },
        {
          "kind": "json-error",
        },
      ]
    `);
  });

  it("rate 0 draws nothing, rate 1 always, and 0.3 is near it", () => {
    expect(draws(3, 50, 0)).toEqual(Array.from({ length: 50 }));
    expect(draws(3, 50, 1)).not.toContain(undefined);
    expect(draws(3, 2000).filter((fault) => fault !== undefined).length).toBeGreaterThan(500);
    expect(draws(3, 2000).filter((fault) => fault !== undefined).length).toBeLessThan(700);
  });

  it("draws every kind of the table", () => {
    const kinds = new Set(draws(5, 2000, 1).map((fault) => (fault as { kind: string }).kind));
    expect([...kinds].sort()).toEqual([
      "content-type",
      "drip",
      "eof",
      "html",
      "json-error",
      "keep-alive",
      "late-headers",
      "reset",
      "split",
      "stall",
      "status",
    ]);
  });

  it("draws only the kinds that are asked for, and refuses a kind that the table does not have", () => {
    const draw = createChaos(1, { rate: 1, kinds: ["drip", "eof"] });
    for (let n = 0; n < 50; n += 1) expect(["drip", "eof"]).toContain(draw()?.kind);
    expect(() => createChaos(1, { kinds: [] })).toThrow(/none of these kinds/);
  });

  it("logs what it did; faults that were set by hand go first", async () => {
    await using server = await startServer({ handle: (_, reply) => reply.text(200, "ok") });
    server.chaos(11, { rate: 1, kinds: ["status"] });
    server.fault({ kind: "late-headers", ms: 1 });
    for (let n = 0; n < 3; n += 1) await fetch(server.url).then((response) => response.text());
    expect(server.requests.map((request) => request.faults.map((fault) => fault.split(" ").slice(0, 2).join(" "))))
      .toMatchInlineSnapshot(`
      [
        [
          "late-headers ms=1",
        ],
        [
          "status status=503",
        ],
        [
          "status status=429",
        ],
      ]
    `);
    server.chaos(0, { rate: 0 });
    expect((await fetch(server.url)).status).toBe(200);
  });
});
