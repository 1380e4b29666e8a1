import type { ChatRequest, Tool } from "../contract/request.js";
import { DialectError } from "../error.js";
import type { Who } from "./enforce.js";

/**
 * Refuses values that JSON or a server would turn into something else (`NaN` becomes `null`, a tool choice without its
 * tool), before the network.
 *
 * @throws {@link DialectError} `invalid_request`, naming option and value.
 */
export function checkValues(request: ChatRequest, who: Who): void {
  const refuse = (option: string, value: unknown, wanted: string): never => {
    throw new DialectError("invalid_request", {
      message: `${option} is ${show(value)}; it must be ${wanted}.`,
      ...who,
    });
  };
  for (const name of ["temperature", "topP"] as const) {
    if (request[name] !== undefined && !Number.isFinite(request[name])) refuse(name, request[name], "a finite number");
  }
  const { maxOutputTokens, seed, stop, output, reasoning, media, parallelToolCalls } = request;
  if (maxOutputTokens !== undefined && !(Number.isSafeInteger(maxOutputTokens) && maxOutputTokens > 0)) {
    refuse("maxOutputTokens", maxOutputTokens, "a positive whole number");
  }
  if (seed !== undefined && !Number.isSafeInteger(seed)) refuse("seed", seed, "a whole number");
  if (stop !== undefined && !(Array.isArray(stop) && stop.every((one) => typeof one === "string" && one !== ""))) {
    refuse("stop", stop, "a list of texts that are not empty");
  }
  if (parallelToolCalls !== undefined && typeof parallelToolCalls !== "boolean")
    refuse("parallelToolCalls", parallelToolCalls, "true or false");
  if (reasoning !== undefined && typeof reasoning?.effort !== "string")
    refuse("reasoning.effort", reasoning?.effort, "a text");
  if (output !== undefined && !["strict", "json", "prompted"].includes(output?.guarantee)) {
    refuse("output.guarantee", output?.guarantee, '"strict", "json" or "prompted"; there is no default');
  }
  if (output?.repair !== undefined && output.repair !== "fences")
    refuse("output.repair", output.repair, '"fences", or absent');
  if (media !== undefined && media?.whenUnsupported !== "alt-text")
    refuse("media.whenUnsupported", media?.whenUnsupported, '"alt-text"');
  checkTools(request, refuse);
}

function checkTools(request: ChatRequest, refuse: (option: string, value: unknown, wanted: string) => never): void {
  const { tools, toolChoice } = request;
  if (tools !== undefined && !Array.isArray(tools)) refuse("tools", tools, "a list");
  const names = new Set<string>();
  (tools ?? []).forEach((tool: Tool, index) => {
    if (typeof tool?.name !== "string" || tool.name === "") refuse(`tools[${index}].name`, tool?.name, "a text");
    if (names.has(tool.name)) refuse(`tools[${index}].name`, tool.name, "unlike every other tool's name");
    names.add(tool.name);
  });
  if (toolChoice === undefined || toolChoice === "auto" || toolChoice === "none") return;
  if (toolChoice === "required") {
    if (names.size === 0) refuse("toolChoice", toolChoice, '"auto" or absent where there are no tools');
    return;
  }
  if (typeof toolChoice?.name !== "string") refuse("toolChoice", toolChoice, '"auto", "none", "required" or { name }');
  else if (!names.has(toolChoice.name))
    refuse("toolChoice.name", toolChoice.name, `one of the tools (${[...names].join(", ") || "there are none"})`);
}

function show(value: unknown): string {
  return typeof value === "number" || value === undefined
    ? String(value)
    : (JSON.stringify(value) ?? typeof value).slice(0, 200);
}
