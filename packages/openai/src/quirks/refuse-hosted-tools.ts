/**
 * Hosted tools that the vendor runs by itself are sent as they are. Those whose call the client has to answer, or to
 * approve, are refused by name: the answer is an item that no message of a history can hold.
 *
 * @see https://platform.openai.com/docs/guides/tools (read 2026-11-20)
 * @see https://github.com/openai/openai-node/blob/7b7d6ca7/src/resources/responses/responses.ts (Tool, read 2026-11-20)
 */
import { DialectError, type Json } from "@dialect/core";
import type { HostedTool } from "../request-types.js";

const served = [
  "web_search",
  "web_search_2025_08_26",
  "web_search_preview",
  "web_search_preview_2025_03_11",
  "file_search",
  "code_interpreter",
  "image_generation",
  "mcp",
  "tool_search",
];
const answered: Readonly<Record<string, string>> = {
  function: "Give function tools as tools.",
  custom: "Give a function tool with one text property as tools.",
  computer: "",
  computer_use: "",
  computer_use_preview: "",
  local_shell: "",
  shell: "",
  apply_patch: "",
  namespace: "",
};

/** @throws DialectError `capability_rejected`, naming the tool. */
export function writeHostedTools(tools: readonly HostedTool[]): readonly Json[] {
  return tools.map((tool, at) => {
    const place = `hostedTools[${at}] ${JSON.stringify(tool.type)}`;
    const hint = Object.hasOwn(answered, tool.type) ? answered[tool.type] : undefined;
    if (hint !== undefined)
      throw refusal(`${place} needs answers from the client, which no message can hold yet.`, hint);
    if (!served.includes(tool.type))
      throw refusal(`${place} is not known as a tool that the vendor runs; known are ${served.join(", ")}.`, "");
    if (tool.type === "mcp" && tool["require_approval"] !== "never") {
      throw refusal(`${place} may ask for approval, which no message can give yet.`, 'Set require_approval: "never".');
    }
    if (tool.type === "tool_search" && tool["execution"] === "client")
      throw refusal(`${place} is run by the client.`, 'Leave execution out, or set it to "server".');
    return tool as unknown as Json;
  });
}

function refusal(message: string, hint: string): DialectError {
  return new DialectError("capability_rejected", { message, hint: hint === "" ? undefined : hint });
}
