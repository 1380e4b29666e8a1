import { readFileSync } from "node:fs";
import type { Message } from "@dialect/core";
import { checkHistory } from "@dialect/core/provider";
import { describe, expect, it } from "vitest";
import { contextOf, readAnswer } from "../../test/responses-driver.js";
import { wholeTurn } from "../../test/responses-turn.js";
import { writeRequest } from "../routes/responses/request.js";
import { readState, stateOfItem } from "./keep-item-state.js";

const frozen = JSON.parse(
  readFileSync(new URL("../../test/histories/responses-v1.json", import.meta.url), "utf8"),
) as readonly Message[];

describe("quirk: items keep what their server wants back (openai-reasoning-encrypted-content.1, openai-phase.1)", () => {
  it("a history of version 1 is read for ever (test/histories/responses-v1.json)", () => {
    checkHistory(frozen, { provider: "openai" });
    const { body, warnings } = writeRequest({ messages: frozen }, contextOf());
    expect(body["input"]).toMatchInlineSnapshot(`
      [
        {
          "content": "Be brief.",
          "role": "developer",
          "type": "message",
        },
        {
          "content": "Weather in Paris?",
          "role": "user",
          "type": "message",
        },
        {
          "encrypted_content": "gAAAA-done",
          "summary": [
            {
              "text": "**Plan**",
              "type": "summary_text",
            },
            {
              "text": "Search first.",
              "type": "summary_text",
            },
          ],
          "type": "reasoning",
        },
        {
          "content": "Let me look.",
          "phase": "commentary",
          "role": "assistant",
          "type": "message",
        },
        {
          "action": {
            "query": "weather paris",
            "type": "search",
          },
          "id": "ws_1",
          "status": "completed",
          "type": "web_search_call",
        },
        {
          "arguments": "{"city":"Paris"}",
          "call_id": "call_1",
          "name": "weather",
          "namespace": "tools",
          "type": "function_call",
        },
        {
          "call_id": "call_1",
          "output": "{"sky":"clear"}",
          "type": "function_call_output",
        },
        {
          "content": [
            {
              "annotations": [
                {
                  "end_index": 5,
                  "start_index": 0,
                  "title": "Paris",
                  "type": "url_citation",
                  "url": "https://weather.example/paris",
                },
              ],
              "text": "Sunny.",
              "type": "output_text",
            },
            {
              "refusal": "No more.",
              "type": "refusal",
            },
          ],
          "phase": "final_answer",
          "role": "assistant",
          "type": "message",
        },
        {
          "id": "ig_1",
          "output_format": "webp",
          "result": "UklGRg==",
          "status": "completed",
          "type": "image_generation_call",
        },
        {
          "content": "From another server.",
          "role": "assistant",
          "type": "message",
        },
        {
          "content": "Thanks.",
          "role": "user",
          "type": "message",
        },
      ]
    `);
    expect(warnings.map(({ code, path }) => [code, path])).toEqual([["part_not_sent", "messages[5].content[0]"]]);
    const states = frozen
      .flatMap((message) => (message.role === "assistant" ? message.content : []))
      .filter((part) => "opaque" in part);
    expect(states.every((part) => "opaque" in part && readState(part.opaque) !== undefined)).toBe(true);
  });

  it("what a turn gives survives JSON and goes back as the items that it came as", async () => {
    const { result } = await readAnswer(JSON.stringify(wholeTurn));
    const message = JSON.parse(JSON.stringify(result?.message)) as Message;
    const tool: Message = { role: "tool", toolCallId: "call_1", toolName: "weather", content: "sunny" };
    const write = (one: Message | undefined): unknown =>
      writeRequest({ messages: [{ role: "user", content: "hi" }, one as Message, tool] }, contextOf()).body["input"];
    expect(write(message)).toEqual(write(result?.message));
    const items = (write(message) as readonly { readonly type: string; readonly id?: string }[]).slice(1, -1);
    const came = (wholeTurn as unknown as { readonly output: readonly { readonly type: string }[] }).output;
    expect(items.map(({ type }) => type)).toEqual(came.map(({ type }) => type));
    // Nothing is stored, so nothing is to be found under an id; a hosted tool's run is taken as it came.
    expect(items.map(({ id }) => id)).toEqual([undefined, undefined, "ws_1", undefined, undefined]);
    expect(JSON.stringify(items)).not.toContain("null");
  });

  it("state of another shape or version is none of ours", () => {
    for (const data of [
      null,
      1,
      "x",
      [],
      {},
      { v: 2, kind: "message", at: 0 },
      { v: 1, kind: "message" },
      { v: 1, kind: "item" },
      { v: 1, kind: "audio", at: 0 },
    ]) {
      expect(readState({ provider: "openai", data })).toBeUndefined();
    }
    expect(readState(undefined)).toBeUndefined();
  });

  it("null members of a kept item are left out (a server refuses status: null)", () => {
    expect(
      stateOfItem({ type: "mcp_call", id: "mcp_1", error: null, output: "x" }, { stored: undefined, official: true }),
    ).toEqual({
      v: 1,
      kind: "item",
      wire: { type: "mcp_call", id: "mcp_1", output: "x" },
    });
  });
});
