import { describe, expect, it } from "vitest";
import type { Support } from "../contract/capability.js";
import type { ChatRequest } from "../contract/request.js";
import type { DialectError } from "../error.js";
import { jsonSchema } from "../schema/json-schema.js";
import { enforceRequest } from "./enforce-request.js";
import { situationOf } from "./resolve-fact.js";
import { cellNames } from "./state-row.js";

const sources = { page: { url: "https://docs.acme.example", evidence: "documented", read: "2026-11-12" } } as const;
const schema = jsonSchema({ type: "object" });
const user = { role: "user", content: "hi" } as const;
const tool = { name: "look", input: schema };
const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const file = (mediaType: string, base64?: string) =>
  ({
    role: "user",
    content: [{ type: "file", mediaType, source: base64 === undefined ? { url: "https://x.example/f" } : { base64 } }],
  }) as const;

const rowOf = (support: Support) =>
  Object.fromEntries([...cellNames, "topK"].map((cell) => [cell, { support, source: "page" }] as const));
const native = rowOf("native");
const check = (
  request: Partial<ChatRequest> & { topK?: number },
  row: typeof native = native,
  stream: "yes" | "no" = "yes",
) => {
  const whole = { messages: [user], ...request } as ChatRequest;
  return enforceRequest({
    row,
    sources,
    request: whole,
    cells: { topK: "topK" },
    situation: situationOf(whole, { stream }),
    who: { provider: "acme", model: "m" },
  });
};
const errorOf = (work: () => unknown): DialectError => {
  try {
    work();
  } catch (error) {
    return error as DialectError;
  }
  throw new Error("not refused");
};

/** Every portable option with the cells that must allow it, and how the error names it. */
const cases: readonly (readonly [string, Partial<ChatRequest> & { topK?: number }, readonly string[]])[] = [
  ["tools", { tools: [tool] }, ["tools"]],
  ["strict tools", { tools: [{ ...tool, strict: true }] }, ["tools", "strictTools"]],
  ["parallelToolCalls", { tools: [tool], parallelToolCalls: false }, ["tools", "parallelTools"]],
  ["toolChoice none", { tools: [tool], toolChoice: "none" }, ["tools", "toolChoiceNone"]],
  ["toolChoice required", { tools: [tool], toolChoice: "required" }, ["tools", "toolChoiceRequired"]],
  ["toolChoice named", { tools: [tool], toolChoice: { name: "look" } }, ["tools", "toolChoiceNamed"]],
  ["output strict", { output: { schema, guarantee: "strict" } }, ["outputStrict"]],
  ["output json", { output: { schema, guarantee: "json" } }, ["outputJson"]],
  ["output prompted", { output: { schema, guarantee: "prompted" } }, ["outputPrompted"]],
  [
    "tools and output",
    { tools: [tool], output: { schema, guarantee: "json" } },
    ["tools", "outputJson", "outputWithTools"],
  ],
  ["reasoning", { reasoning: { effort: "high" } }, ["reasoning"]],
  ["maxOutputTokens", { maxOutputTokens: 5 }, ["maxOutputTokens"]],
  ["temperature", { temperature: 0 }, ["temperature"]],
  ["topP", { topP: 1 }, ["topP"]],
  ["stop", { stop: ["x"] }, ["stop"]],
  ["seed", { seed: 0 }, ["seed"]],
  ["an option of the provider's own", { topK: 3 }, ["topK"]],
  ["system message", { messages: [{ role: "system", content: "be kind" }, user] }, ["system"]],
  ["prefill", { messages: [user, { role: "assistant", content: [{ type: "text", text: "The" }] }] }, ["prefill"]],
  ["image", { messages: [file("image/png", png)] }, ["imageInput"]],
  ["image by URL", { messages: [file("image/*")] }, ["imageInput"]],
  ["pdf", { messages: [file("application/pdf")] }, ["pdfInput"]],
  ["audio", { messages: [file("audio/wav")] }, ["audioInput"]],
  ["video", { messages: [file("VIDEO/mp4")] }, ["videoInput"]],
];

describe("every portable option is allowed by its cells or refused by name (requirement S0.16)", () => {
  it.each(cases)("%s passes on a row that allows it, and asks exactly its cells", (_name, request, cells) => {
    expect(Object.keys(check(request)).sort()).toEqual([...cells].sort());
  });

  it.each(cases.flatMap(([name, request, cells]) => cells.map((cell) => [name, cell, request] as const)))(
    "%s is refused when only the cell %s forbids it",
    (_name, cell, request) => {
      for (const [support, code] of [
        ["rejected", "capability_rejected"],
        ["ignored", "capability_ignored"],
        ["unknown", "capability_unknown"],
      ] as const) {
        expect(errorOf(() => check(request, { ...native, [cell]: { support, source: "page" } }))).toMatchObject({
          code,
          provider: "acme",
          model: "m",
        });
      }
      const { [cell]: removed, ...without } = native;
      expect(removed).toBeDefined();
      expect(errorOf(() => check(request, without))).toMatchObject({ code: "capability_unknown" });
    },
  );

  it("plain text needs no cell, and generate has its own", () => {
    expect(check({}, {})).toEqual({});
    expect(errorOf(() => check({}, {}, "no")).message).toContain("generate()");
    expect(check({}, native, "no")).toHaveProperty("generate");
  });

  it("auto, no tools and an empty list ask for nothing", () => {
    expect(check({ toolChoice: "auto", tools: [], stop: [] }, {})).toEqual({});
  });

  it("tells where the file is and how to go on without it", () => {
    const error = errorOf(() => check({ messages: [user, file("image/png", png)] }, {}));
    expect(error.message).toContain("messages[1].content[0]");
    expect(error.hint).toContain('whenUnsupported: "alt-text"');
  });

  it("names the other guarantees and takes none of them (requirement S0.9)", () => {
    const row = {
      outputJson: native["outputJson"],
      outputPrompted: { support: "emulated", source: "page" },
    } as unknown as typeof native;
    const error = errorOf(() => check({ output: { schema, guarantee: "strict" } }, row));
    expect(error.code).toBe("capability_unknown");
    expect(error.hint).toContain('Ask for guarantee "json" or "prompted"');
  });

  it("checks files that a tool gives, too", () => {
    const messages = [
      user,
      { role: "assistant", content: [{ type: "tool-call", id: "1", name: "look", arguments: "" }] },
      {
        role: "tool",
        toolCallId: "1",
        toolName: "look",
        content: [{ type: "file", mediaType: "image/png", source: { base64: png } }],
      },
    ] as const;
    expect(errorOf(() => check({ messages }, {}))).toMatchObject({ code: "capability_unknown" });
    expect(Object.keys(check({ messages }))).toEqual(["imageInput"]);
  });

  it("refuses a cut file before any cell is asked (requirement S2.3)", () => {
    expect(errorOf(() => check({ messages: [file("image/png", png.slice(0, 60))] }))).toMatchObject({
      code: "unsupported_content",
    });
  });
});
