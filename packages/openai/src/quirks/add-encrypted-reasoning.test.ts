import type { Cell } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { addEncryptedReasoning } from "./add-encrypted-reasoning.js";

const added = { storeFalse: true, encryptedReasoning: true, streamUsage: true };
const native: Cell = { support: "native", source: "models" };
const messages = [{ role: "user", content: "hi" }] as const;

describe("quirk: stateless turns ask for encrypted reasoning (platform.openai.com/docs/guides/reasoning#encrypted-reasoning-items)", () => {
  it("store: false and the include, for a model that reasons", () => {
    expect(addEncryptedReasoning({ messages }, { added, row: { reasoning: native } })).toEqual({
      store: false,
      include: ["reasoning.encrypted_content"],
    });
    const conditional: Cell = [{ support: "rejected", source: "models", when: { tools: "some" } }, native];
    expect(addEncryptedReasoning({ messages }, { added, row: { reasoning: conditional } }).include).toHaveLength(1);
  });

  it("no include for a model that does not reason, or of which it is not known: it would be refused", () => {
    for (const row of [
      {},
      { reasoning: { support: "rejected", source: "models" } },
      { reasoning: { support: "unknown", source: "models" } },
    ] as const) {
      expect(addEncryptedReasoning({ messages }, { added, row })).toEqual({ store: false, include: [] });
    }
  });

  it("the request's own word wins; what it includes stays, once", () => {
    const row = { reasoning: native };
    expect(addEncryptedReasoning({ messages, store: true }, { added, row })).toEqual({ store: true, include: [] });
    expect(
      addEncryptedReasoning(
        { messages, include: ["file_search_call.results", "reasoning.encrypted_content"] },
        { added, row },
      ).include,
    ).toEqual(["file_search_call.results", "reasoning.encrypted_content"]);
  });

  it("each addition can be switched off", () => {
    const row = { reasoning: native };
    expect(addEncryptedReasoning({ messages }, { added: { ...added, storeFalse: false }, row })).toEqual({
      include: ["reasoning.encrypted_content"],
    });
    expect(addEncryptedReasoning({ messages }, { added: { ...added, encryptedReasoning: false }, row })).toEqual({
      store: false,
      include: [],
    });
  });
});
