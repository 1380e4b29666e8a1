import { describe, expect, it, vi } from "vitest";
import { exchange } from "../test/loopback.js";
import { controlContract } from "../test/control-contract.js";
import { transportContract } from "../test/transport-contract.js";
import { closeDefaultTransport, defaultTransport } from "./transport-fetch.js";

transportContract("fetch", defaultTransport(), closeDefaultTransport);
controlContract("fetch", defaultTransport(), closeDefaultTransport);

describe("fetch in a browser (fetch.spec.whatwg.org#concept-filtered-response-opaque-redirect)", () => {
  it("gives a redirect, whose status is hidden as 0, as 302", async () => {
    const hidden = { type: "opaqueredirect", status: 0, headers: new Headers(), body: null };
    const spy = vi.spyOn(globalThis, "fetch").mockResolvedValue(hidden as unknown as Response);
    expect(await exchange(defaultTransport(), { url: "http://127.0.0.1:1", method: "GET", headers: {} }).over).toEqual([
      "connected",
      "headers 302",
      "end",
    ]);
    spy.mockRestore();
  });
});
