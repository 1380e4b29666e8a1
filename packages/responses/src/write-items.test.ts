import { expect, it } from "vitest";
import {
  writeAllowedTools,
  writeFunctionCall,
  writeFunctionCallOutput,
  writeInputText,
  writeMessage,
  writeReasoning,
  writeTool,
  writeToolChoice,
} from "./write-items.js";

it("writes items as the format has them, without a null", () => {
  expect([
    writeMessage("user", "hi"),
    writeMessage("user", [writeInputText("hi"), { type: "input_image", image_url: "https://a.example/a.png" }]),
    writeReasoning({ summary: [], content: [], encryptedContent: "gAA" }),
    writeReasoning({ id: "rs_1", summary: ["a", "b"], content: ["c"] }),
    writeFunctionCall("call_1", "f", '{"a":1}'),
    writeFunctionCall("call_1", "f", ""),
    writeFunctionCallOutput("call_1", "sunny"),
  ]).toMatchInlineSnapshot(`
    [
      {
        "content": "hi",
        "role": "user",
        "type": "message",
      },
      {
        "content": [
          {
            "text": "hi",
            "type": "input_text",
          },
          {
            "image_url": "https://a.example/a.png",
            "type": "input_image",
          },
        ],
        "role": "user",
        "type": "message",
      },
      {
        "encrypted_content": "gAA",
        "summary": [],
        "type": "reasoning",
      },
      {
        "content": [
          {
            "text": "c",
            "type": "reasoning_text",
          },
        ],
        "id": "rs_1",
        "summary": [
          {
            "text": "a",
            "type": "summary_text",
          },
          {
            "text": "b",
            "type": "summary_text",
          },
        ],
        "type": "reasoning",
      },
      {
        "arguments": "{"a":1}",
        "call_id": "call_1",
        "name": "f",
        "type": "function_call",
      },
      {
        "arguments": "{}",
        "call_id": "call_1",
        "name": "f",
        "type": "function_call",
      },
      {
        "call_id": "call_1",
        "output": "sunny",
        "type": "function_call_output",
      },
    ]
  `);
});

it("writes tools flat and says strict in any case", () => {
  expect(writeTool({ name: "f", parameters: { type: "object" }, strict: false })).toEqual({
    type: "function",
    name: "f",
    parameters: { type: "object" },
    strict: false,
  });
  expect(writeToolChoice("required")).toBe("required");
  expect(writeToolChoice({ name: "f" })).toEqual({ type: "function", name: "f" });
  expect(writeAllowedTools("auto", ["f"])).toEqual({
    type: "allowed_tools",
    mode: "auto",
    tools: [{ type: "function", name: "f" }],
  });
});
