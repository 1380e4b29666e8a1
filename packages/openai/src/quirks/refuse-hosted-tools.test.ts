import { describe, expect, it } from "vitest";
import { writeHostedTools } from "./refuse-hosted-tools.js";

describe("quirk: hosted tools that the vendor runs by itself (platform.openai.com/docs/guides/tools)", () => {
  it.each([
    { type: "web_search", search_context_size: "low" },
    { type: "file_search", vector_store_ids: ["vs_1"] },
    { type: "code_interpreter", container: { type: "auto" } },
    { type: "image_generation", output_format: "webp" },
    { type: "mcp", server_label: "a", server_url: "https://a.example/mcp", require_approval: "never" },
    { type: "tool_search" },
  ])("$type goes as it is", (tool) => {
    expect(writeHostedTools([tool])).toEqual([tool]);
  });

  it.each([
    [{ type: "computer_use_preview" }, "needs answers from the client"],
    [{ type: "local_shell" }, "needs answers from the client"],
    [{ type: "custom", name: "sql" }, "needs answers from the client"],
    [{ type: "function", name: "f" }, "needs answers from the client"],
    [{ type: "mcp", server_label: "a" }, "may ask for approval"],
    [{ type: "tool_search", execution: "client" }, "is run by the client"],
    [{ type: "web_serch" }, "is not known as a tool that the vendor runs"],
  ])("%j is refused by name", (tool, why) => {
    expect(() => writeHostedTools([tool])).toThrow(
      expect.objectContaining({
        code: "capability_rejected",
        message: expect.stringContaining(`"${tool.type}" ${why}`),
      }),
    );
  });
});
