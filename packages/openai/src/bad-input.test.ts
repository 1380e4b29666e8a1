import { describe, expect, it } from "vitest";
import { createOpenAI } from "./index.js";
import { messages, refusal } from "../test/refusal.js";
import { scripted } from "../test/scripted.js";

describe("bad input is named before the network", () => {
  const call = { type: "tool-call", id: "call_1", name: "f", arguments: "{}" } as const;
  const cases: readonly (readonly [string, object, string, RegExp])[] = [
    ["an unknown option", { temprature: 1 }, "unknown_option", /temprature.*temperature/],
    [
      "an unknown option inside reasoning",
      { reasoning: { effort: "low", sumary: "auto" } },
      "unknown_option",
      /sumary/,
    ],
    ["an empty history", { messages: [] }, "invalid_history", /empty/],
    [
      "an orphan tool result",
      { messages: [{ role: "tool", toolCallId: "call_9", toolName: "f", content: "x" }] },
      "invalid_history",
      /call_9/,
    ],
    [
      "a call without its result",
      { messages: [...messages, { role: "assistant", content: [call] }, ...messages] },
      "invalid_history",
      /call_1/,
    ],
    [
      "two results of one call",
      {
        messages: [
          ...messages,
          { role: "assistant", content: [call] },
          ...[1, 2].map(() => ({ role: "tool", toolCallId: "call_1", toolName: "f", content: "x" })),
        ],
      },
      "invalid_history",
      /call_1/,
    ],
    [
      "another provider's state",
      {
        messages: [
          ...messages,
          { role: "assistant", content: [{ type: "reasoning", text: "x", opaque: { provider: "other", data: 1 } }] },
          ...messages,
        ],
      },
      "invalid_history",
      /messages\[1\].*other/s,
    ],
    ["a corrupt history", { messages: [{ role: "assistant", content: null }] }, "invalid_history", /content/],
    ["a dict as a message", { messages: [{ role: "developer", content: "x" }] }, "invalid_history", /developer/],
    ["a temperature that is no number", { temperature: Number.NaN }, "invalid_request", /NaN/],
    [
      "a video",
      {
        messages: [
          {
            role: "user",
            content: [{ type: "file", mediaType: "video/mp4", source: { url: "https://x.example/a.mp4" } }],
          },
        ],
      },
      "capability_unknown",
      /video/,
    ],
    [
      "a file without a type",
      {
        messages: [
          { role: "user", content: [{ type: "file", mediaType: "", source: { url: "https://x.example/a" } }] },
        ],
      },
      "media_type_unknown",
      /mediaType/,
    ],
    [
      "a cut image",
      {
        messages: [
          {
            role: "user",
            content: [{ type: "file", mediaType: "image/png", source: { base64: btoa("\x89PNG\r\n\x1a\n") } }],
          },
        ],
      },
      "unsupported_content",
      /cut/,
    ],
    [
      "a JPEG declared as PNG",
      {
        messages: [
          {
            role: "user",
            content: [{ type: "file", mediaType: "image/png", source: { base64: btoa("\xff\xd8\xff\xe0\xff\xd9") } }],
          },
        ],
      },
      "unsupported_content",
      /image\/jpeg/,
    ],
    [
      "a prefill",
      { messages: [...messages, { role: "assistant", content: [{ type: "text", text: "Well" }] }] },
      "capability_ignored",
      /prefill/,
    ],
  ];
  for (const [name, request, code, message] of cases) {
    for (const route of ["chat", "responses"] as const) {
      it(`${name} on ${route} → ${code}`, async () => {
        const refused = await refusal(route, "gpt-4.1", request);
        expect(refused?.code).toBe(code);
        expect(refused?.message).toMatch(message);
      });
    }
  }

  it("an image to a text model: refused, or its altText with a warning when asked for", () => {
    const provider = createOpenAI({ baseUrl: "http://127.0.0.1:1/v1", apiKey: "", transport: scripted() });
    const model = provider.chat("x", { assume: { imageInput: "rejected" } });
    const look = [
      {
        role: "user",
        content: [
          { type: "file", mediaType: "image/png", source: { url: "https://x.example/a.png" }, altText: "a cat" },
        ],
      },
    ] as const;
    expect(() => model.prepare({ messages: look })).toThrow(/image\/png/);
    const prepared = model.prepare({ messages: look, media: { whenUnsupported: "alt-text" } });
    expect(prepared.body).toMatchObject({ messages: [{ role: "user", content: "a cat" }] });
    expect(prepared.warnings.map(({ code }) => code)).toContain("media_replaced");
  });
});
