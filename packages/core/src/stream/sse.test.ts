import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSseDecoder } from "./sse.js";

type Seen = readonly ["event", name: string, data: string] | readonly ["comment", text: string];

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function decode(reads: readonly (string | Uint8Array)[], maxBufferBytes?: number): Seen[] {
  const seen: Seen[] = [];
  const decoder = createSseDecoder({
    event: (name, data) => seen.push(["event", name, data]),
    comment: (text) => seen.push(["comment", text]),
    ...(maxBufferBytes === undefined ? {} : { maxBufferBytes }),
  });
  for (const read of reads) decoder.push(typeof read === "string" ? bytesOf(read) : read);
  decoder.end();
  return seen;
}

describe("server-sent events (html.spec.whatwg.org §9.2.6)", () => {
  it.each([
    ["LF", "\n"],
    ["CRLF", "\r\n"],
    ["CR", "\r"],
  ])("ends lines at %s", (_, end) => {
    expect(decode([`data: a${end}${end}event: x${end}data: b${end}${end}`])).toEqual([
      ["event", "", "a"],
      ["event", "x", "b"],
    ]);
  });
  it("takes CR and LF of one line end from two reads", () => {
    expect(decode(["data: a\r", "\ndata: b\r", "\n\r", "\ndata: c\r\n\r\n"])).toEqual([
      ["event", "", "a\nb"],
      ["event", "", "c"],
    ]);
  });
  it("dispatches at a CR without waiting for the byte after it", () => {
    const seen: string[] = [];
    const decoder = createSseDecoder({ event: (_, data) => seen.push(data), comment: () => {} });
    decoder.push(bytesOf("data: a\r\r"));
    expect(seen).toEqual(["a"]);
  });
  it("drops a byte order mark at the start only", () => {
    expect(decode(["\uFEFFdata: a\n\n\uFEFFdata: b\n\ndata: \uFEFFc\n\n"])).toEqual([
      ["event", "", "a"],
      ["event", "", "\uFEFFc"],
    ]);
  });
  it("drops a byte order mark that comes in three reads", () => {
    expect(decode([Uint8Array.of(0xef), Uint8Array.of(0xbb), Uint8Array.of(0xbf), "data: a\n\n"])).toEqual([
      ["event", "", "a"],
    ]);
  });
  it("joins data lines with a line feed", () => {
    expect(decode(["data: a\ndata:\ndata: b\ndata\n\n"])).toEqual([["event", "", "a\n\nb\n"]]);
  });
  it("takes off one space after the colon, and no more", () => {
    expect(decode(["data:a\n\ndata: a\n\ndata:  a\n\n"])).toEqual([
      ["event", "", "a"],
      ["event", "", "a"],
      ["event", "", " a"],
    ]);
  });
  it("delivers empty data when there was a data line, and nothing when there was none", () => {
    expect(decode(["data\n\ndata:\n\nevent: x\n\n\n"])).toEqual([
      ["event", "", ""],
      ["event", "", ""],
    ]);
  });
  it("uses the last event name, for this event only", () => {
    expect(decode(["event: x\nevent: y\ndata: a\n\ndata: b\n\nevent: z\nevent\ndata: c\n\n"])).toEqual([
      ["event", "y", "a"],
      ["event", "", "b"],
      ["event", "", "c"],
    ]);
  });
  it("ignores id, retry, unknown fields and names with other letters", () => {
    expect(decode(['id: 1\nretry: 10\nfoo: bar\nDATA: x\n data: y\ndatax: z\n{"a":1}\ndata: a\n\n'])).toEqual([
      ["event", "", "a"],
    ]);
  });
  it("delivers comments apart from data", () => {
    expect(decode([": keep-alive\n\ndata: a\n:\n: b\n\n"])).toEqual([
      ["comment", "keep-alive"],
      ["comment", ""],
      ["comment", "b"],
      ["event", "", "a"],
    ]);
  });
  it("takes a character that is split between reads", () => {
    const bytes = bytesOf("data: 🦊\n\n");
    expect(decode([bytes.subarray(0, 8), bytes.subarray(8)])).toEqual([["event", "", "🦊"]]);
  });
  it.each([
    ["without its blank line", "data: a\n"],
    ["without a line end", "data: a"],
  ])("delivers a last event %s at the end", (_, text) => {
    expect(decode([text])).toEqual([["event", "", "a"]]);
  });
  it("delivers the events before an incomplete last one", () => {
    expect(decode(['data: a\n\ndata: {"b'])).toEqual([
      ["event", "", "a"],
      ["event", "", '{"b'],
    ]);
  });
});

describe("any split of the same bytes gives the same events", () => {
  const token = fc.constantFrom(
    "data: ",
    "data:",
    "data",
    "event: ",
    "event:",
    ":",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\r\n\r\n",
    "\r",
    "\r\r",
    "\uFEFF",
    '{"text":"a"}',
    "[DONE]",
    "ä",
    "🦊",
    "你好",
    "id: 1",
    "x",
  );
  it.each([
    ["UTF-8 text", fc.array(token, { maxLength: 40 }).map((tokens) => bytesOf(tokens.join("")))],
    ["any bytes", fc.uint8Array({ maxLength: 80 })],
  ])("%s", (_, streams) => {
    fc.assert(
      fc.property(streams, fc.array(fc.nat(), { maxLength: 20 }), (bytes, cuts) => {
        const places = cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b);
        const reads = [0, ...places].map((place, index) => bytes.subarray(place, places[index] ?? bytes.length));
        expect(decode(reads)).toEqual(decode([bytes]));
      }),
      { numRuns: 1_000 },
    );
  });
  it("reads as written, in single bytes, whatever the line end", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom("", "delta", "message.ü"), fc.string({ unit: "grapheme", minLength: 1 })), {
          maxLength: 6,
        }),
        fc.constantFrom("\n", "\r\n", "\r"),
        (events, end) => {
          const wire = events
            .map(
              ([name, text]) => `${name === "" ? "" : `event: ${name}${end}`}data: ${JSON.stringify(text)}${end}${end}`,
            )
            .join("");
          const single = [...bytesOf(wire)].map((byte) => Uint8Array.of(byte));
          expect(decode(single)).toEqual(events.map(([name, text]) => ["event", name, JSON.stringify(text)]));
        },
      ),
    );
  });
});

describe("bounds", () => {
  const refusal = (limit: number): object => ({
    code: "malformed_event",
    message: expect.stringContaining(`the limit is ${limit} (maxBufferBytes)`),
  });
  it.each([
    ["in one read", [`data: ${"x".repeat(20)}\n\n`]],
    ["in many reads, before the line ends", ["data: ", "xxxxxxxx", "xxxxxxxx", "xxxxxxxx"]],
    ["as a comment", [`:${"x".repeat(20)}`]],
  ])("refuses a line that is longer than the limit: %s", (_, reads) => {
    expect(() => decode(reads, 16)).toThrow(expect.objectContaining(refusal(16)));
  });
  it("refuses one event of many short data lines", () => {
    expect(() => decode(["data: xxxx\n".repeat(4)], 16)).toThrow(expect.objectContaining(refusal(16)));
  });
  it("takes any number of events and comments below the limit", () => {
    expect(decode(["data: xxxx\n\n: xxxx\n".repeat(100)], 16)).toHaveLength(200);
  });
  it("refuses more than 64 Mi characters by default", () => {
    const decoder = createSseDecoder({ event: () => {}, comment: () => {} });
    const megabyte = new Uint8Array(1_048_576).fill(0x78);
    decoder.push(bytesOf("data: "));
    for (let read = 0; read < 63; read++) decoder.push(megabyte);
    expect(() => decoder.push(megabyte)).toThrow(expect.objectContaining(refusal(67_108_864)));
  });
  it("joins 2 MB that came in 20-byte reads", () => {
    const data = "0123456789".repeat(200_000);
    const bytes = bytesOf(`data: ${data}\n\n`);
    const reads: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += 20) reads.push(bytes.subarray(at, at + 20));
    expect(decode(reads)).toEqual([["event", "", data]]);
  });
});
