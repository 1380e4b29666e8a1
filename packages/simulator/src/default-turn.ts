import { exampleOf } from "./example.js";
import type { ScriptedTurn, ScriptRequest } from "./script.js";

/**
 * The answer when the script has none left: a tool call if one is asked for or possible, then text that mentions the
 * result; JSON where JSON is demanded; else a short text.
 */
export function defaultTurn(request: ScriptRequest): ScriptedTurn {
  const call = callFor(request);
  if (call !== undefined) return { toolCalls: [{ name: call.name, arguments: exampleOf(call.schema) }] };
  if (request.schema !== undefined) return { text: JSON.stringify(exampleOf(request.schema)) };
  if (request.wantsJson === true) return { text: JSON.stringify({ answer: "simulated" }) };
  if (request.lastRole === "tool") return { text: `The tool answered: ${(request.lastText ?? "").slice(0, 200)}` };
  return { text: "This is a simulated answer." };
}

type OfferedTool = NonNullable<ScriptRequest["tools"]>[number];

function callFor({ tools = [], toolChoice = "auto", lastRole }: ScriptRequest): OfferedTool | undefined {
  if (toolChoice === "none") return undefined;
  if (typeof toolChoice === "object") return tools.find((tool) => tool.name === toolChoice.name);
  return toolChoice === "required" || lastRole === "user" ? tools[0] : undefined;
}
