import { describe, expect, it } from "vitest";
import type { Fault } from "./fault.js";
import { createFaultQueue } from "./fault-queue.js";

const bad: Fault = { kind: "status", status: 500 };
const worse: Fault = { kind: "status", status: 503 };
const post = { method: "POST", path: "/v1/chat" };
const get = { method: "GET", path: "/v1/models" };

describe("which request gets a fault", () => {
  it("the next one, once, unless told otherwise", () => {
    const queue = createFaultQueue();
    queue.add([bad], {});
    expect([queue.take(get), queue.take(get)]).toEqual([[bad], []]);
  });

  it("the first set is the first used, one entry per request", () => {
    const queue = createFaultQueue();
    queue.add([bad], {});
    queue.add([worse, { kind: "late-headers", ms: 1 }], {});
    expect([queue.take(get), queue.take(get)]).toEqual([[bad], [worse, { kind: "late-headers", ms: 1 }]]);
  });

  it.each([
    ["path", { path: "/v1/chat" }],
    ["pattern", { path: /chat$/g }],
    ["method", { method: "post" }],
    ["path and method", { path: "/v1/chat", method: "POST" }],
  ])("matches by %s and leaves the others alone", (_, match) => {
    const queue = createFaultQueue();
    queue.add([bad], { ...match, times: 2 });
    expect([queue.take(get), queue.take(post), queue.take(get), queue.take(post), queue.take(post)]).toEqual([
      [],
      [bad],
      [],
      [bad],
      [],
    ]);
  });

  it("nth skips matching requests only; also while another entry is used", () => {
    const queue = createFaultQueue();
    queue.add([bad], { path: "/v1/chat", nth: 2 });
    queue.add([worse], { path: "/v1/chat" });
    expect([queue.take(post), queue.take(get), queue.take(post), queue.take(post), queue.take(post)]).toEqual([
      [worse],
      [],
      [],
      [bad],
      [],
    ]);
  });

  it("Infinity never runs out", () => {
    const queue = createFaultQueue();
    queue.add([bad], { times: Infinity });
    for (let n = 0; n < 50; n += 1) expect(queue.take(get)).toEqual([bad]);
  });
});
