import type { JsonObject } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { wireBody } from "../../test/capture.js";
import { readCapabilities, readContextLength } from "./read-capabilities.js";

const recorded = (name: string): JsonObject => JSON.parse(wireBody(`recorded/${name}.resp.txt`)) as JsonObject;
const support = (cell: unknown): unknown =>
  Array.isArray(cell)
    ? cell.map((fact: { support: string }) => fact.support)
    : (cell as { support: string } | undefined)?.support;

describe("quirk: /api/show makes the row of a model", () => {
  it("a model with tools and thinking (recorded/api-show)", () => {
    const row = readCapabilities(recorded("api-show"), "native");
    expect([row.generate, row.tools, row.imageInput, row.thinksByDefault].map(support)).toEqual([
      "native",
      "native",
      "rejected",
      "native",
    ]);
    expect(row.reasoning).toMatchObject([{ support: "native", values: ["none", "on"] }, { support: "unknown" }]);
    expect(support(row.outputStrict)).toEqual(["native", "unknown"]);
    expect(readContextLength(recorded("api-show"))).toBe(4096);
  });

  it("an embedding model takes no chat (recorded/embed-model-show)", () => {
    expect(support(readCapabilities(recorded("embed-model-show"), "native").generate)).toBe("rejected");
  });

  it("a plain model: no tools, no thinking, but the schema holds", () => {
    const row = readCapabilities({ capabilities: ["completion"], details: { family: "llama" } }, "chat");
    expect([row.tools, row.outputStrict].map(support)).toEqual(["rejected", "native"]);
    expect(support(row.reasoning)).toEqual(["native", "rejected"]);
  });

  it("gpt-oss takes levels only, and its schema may be skipped", () => {
    const row = readCapabilities(
      { capabilities: ["completion", "tools", "thinking"], details: { family: "gptoss" } },
      "native",
    );
    expect(row.reasoning).toEqual({ support: "native", source: "thinking", values: ["low", "medium", "high"] });
    expect(support(row.outputStrict)).toBe("unknown");
  });

  it("a cloud model behind the daemon does not enforce schemas", () => {
    const row = readCapabilities({ capabilities: ["completion"], remote_host: "https://ollama.com:443" }, "native");
    expect(support(row.outputStrict)).toBe("ignored");
  });

  it("an old server that lists nothing: the server's own row", () => {
    expect(support(readCapabilities({ model_info: {} }, "native").outputStrict)).toBe("unknown");
    expect(readContextLength({})).toBeUndefined();
  });
});
