import type { ChatRequest } from "../contract/request.js";
import { DialectError } from "../error.js";
import { didYouMean } from "../settings/nearest-name.js";
import type { Who } from "./enforce.js";

const portable: { readonly [K in keyof Required<ChatRequest>]: true } = {
  messages: true,
  tools: true,
  toolChoice: true,
  parallelToolCalls: true,
  output: true,
  reasoning: true,
  maxOutputTokens: true,
  temperature: true,
  topP: true,
  stop: true,
  seed: true,
  media: true,
};
/** The options that every provider has. */
export const requestOptions: readonly string[] = Object.keys(portable);

const inside: Readonly<Record<string, readonly string[]>> = {
  output: ["schema", "guarantee", "name", "repair"],
  reasoning: ["effort"],
  media: ["whenUnsupported"],
  toolChoice: ["name"],
  tools: ["name", "description", "input", "strict"],
};

/**
 * Refuses options that do not exist, inside the portable objects too. `known` names the provider's own options beside
 * the portable ones; one inside a portable object is written with a dot, e.g. `reasoning.summary`.
 *
 * @throws {@link DialectError} `unknown_option`, naming the nearest option; `invalid_request` if there is no request.
 */
export function checkOptions(request: object, known: readonly string[], who: Who): void {
  if (typeof request !== "object" || request === null || Array.isArray(request)) {
    throw new DialectError("invalid_request", { message: "The request must be an object with messages.", ...who });
  }
  for (const [name, value] of Object.entries(request) as [string, unknown][]) {
    if (value === undefined) continue;
    // The list of all options is made for the error only: made for every request it cost 4 µs (Node 24).
    if (!Object.hasOwn(portable, name) && (name.includes(".") || !known.includes(name))) {
      throw unknownOption(name, [...requestOptions, ...known.filter((one) => !one.includes("."))], "", who);
    }
    if (typeof value !== "object" || value === null || !Object.hasOwn(inside, name)) continue;
    const further = known.filter((one) => one.startsWith(`${name}.`)).map((one) => one.slice(name.length + 1));
    const allowed = [...(inside[name] ?? []), ...further];
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    values.forEach((one, index) => {
      if (typeof one !== "object" || one === null) return;
      checkKeys(one, allowed, Array.isArray(value) ? `${name}[${index}].` : `${name}.`, who);
    });
  }
}

function checkKeys(value: object, known: readonly string[], path: string, who: Who): void {
  for (const [name, given] of Object.entries(value)) {
    if (given === undefined || known.includes(name)) continue;
    throw unknownOption(name, known, path, who);
  }
}

function unknownOption(name: string, known: readonly string[], path: string, who: Who): DialectError {
  return new DialectError("unknown_option", {
    message: `Unknown option "${path}${name}".${didYouMean(name, known)}`,
    ...who,
    hint: `Known options: ${known.map((one) => `${path}${one}`).join(", ")}.`,
  });
}
