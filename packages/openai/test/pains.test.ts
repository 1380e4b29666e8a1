// What users of other clients complain about, by the numbers that the project gives it.
import { type ChatEvent, type Message } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { createOpenAI } from "../src/index.js";
import { local, open, failure, responses, created, textDelta, messageItem, completed } from "./responses-events.js";
import { cut, delta, json, scripted, sse } from "./scripted.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];

describe("nothing is guessed from a name, and nothing is said behind the caller's back", () => {
  it('S2.2: "vision" in a model\'s name is no eye: only a row or the caller says that it sees', () => {
    const look = [
      { role: "user", content: [{ type: "file", mediaType: "image/png", source: { url: "https://x.example/a.png" } }] },
    ] as const;
    const chat = (assume: object) =>
      createOpenAI({ baseUrl: local, apiKey: "" }).chat("super-vision-vl-gpt-4o", { assume });
    expect(() => chat({}).prepare({ messages: look } as never)).toThrow(
      expect.objectContaining({ code: "capability_unknown" }),
    );
    expect(chat({ imageInput: "native" }).prepare({ messages: look } as never).body).toMatchObject({
      messages: [{ role: "user" }],
    });
  });

  it("pains 24: reasoning is never written into the text, of a custom server either", async () => {
    const done = await open("chat", [sse(delta({ reasoning: "secret plan" }), delta({ content: "42" }, "stop"))])
      .model.stream({ messages })
      .result();
    expect(done.text).toBe("42");
    const body = JSON.stringify(
      open("chat", []).model.prepare({ messages: [...messages, done.message, ...messages] }).body,
    );
    expect(body).not.toContain("secret plan");
  });

  for (const route of ["chat", "responses"] as const) {
    it(`pains 66: 10,000 deltas are kept once: no event repeats the text, raw stays small (${route})`, async () => {
      const piece = "0123456789";
      const stream =
        route === "chat"
          ? sse(...Array.from({ length: 10_000 }, () => delta({ content: piece })), delta({}, "stop"))
          : responses(
              created,
              ...Array.from({ length: 10_000 }, () => textDelta(piece)),
              completed([messageItem(piece.repeat(10_000))]),
            );
      const reading = open(route, [stream]).model.stream({ messages });
      let longest = 0;
      for await (const event of reading as AsyncIterable<ChatEvent>)
        if (event.type === "text-delta") longest = Math.max(longest, JSON.stringify(event).length);
      const done = await reading.result();
      expect(done.text).toHaveLength(100_000);
      expect(longest).toBeLessThan(100);
      // The last object of Responses says the whole text once more, because the server sent it so.
      expect(JSON.stringify(done.raw).length).toBeLessThan(route === "chat" ? 2_000 : 102_000);
    });
  }

  it("every result and error has request and raw: chat, models and files", async () => {
    const refused = json({ error: { message: "no", type: "invalid_request_error" } }, 400);
    for (const route of ["chat", "responses"] as const) {
      for (const way of ["stream", "generate"] as const) {
        const { model } = open(route, [refused]);
        const error = await failure(
          way === "stream" ? model.stream({ messages }).result() : model.generate({ messages }),
        );
        expect(error).toMatchObject({
          request: { method: "POST", route, body: { model: "m-1" } },
          raw: { error: { message: "no" } },
        });
      }
    }
    const provider = createOpenAI({ apiKey: "sk-canary-1234", transport: scripted(refused, refused) });
    const errors = [
      await failure(provider.models()),
      await failure(provider.files.upload(new TextEncoder().encode("hello"), { name: "a.txt" })),
    ];
    expect(errors).toMatchObject([
      { request: { method: "GET", url: "https://api.openai.com/v1/models" }, raw: { error: { message: "no" } } },
      { request: { method: "POST", url: "https://api.openai.com/v1/files" }, raw: { error: { message: "no" } } },
    ]);
    expect(JSON.stringify(errors)).not.toContain("canary");
    const done = await open("chat", [cut(delta({ content: "a" }, "stop"))])
      .model.stream({ messages })
      .result();
    expect(done).toMatchObject({
      request: { url: `${local}/chat/completions` },
      raw: [{ object: "chat.completion.chunk" }],
    });
  });
});
