import type { Rule } from "../house.ts";
import { matchingLines } from "../lines.ts";
import { kindOf, packagesOf } from "../packages.ts";

const vendors =
  "openai|chatgpt|gpt-\\d|azure|deepseek|kimi|moonshot|gemini|vertex|vllm|openrouter|ollama|lm-?studio|llama[._-]?cpp|litellm|anthropic|claude|qwen|dashscope|zhipu|bigmodel|mistral|groq|\\bxai\\b|\\bgrok";
/** The name of the format, and evidence: `@see` a page, or a page with the day on which it was read. */
const allowed =
  /openai-(format|compatible|style)|openai chat completions format|@see\s+https?:\/\/\S+|https?:\/\/\S+ \([^)]*read 20[\d-]+\)/gi;

/**
 * Test for any line: if this vendor changed it tomorrow, would another provider's test have to change?
 * Tests are not read: a grammar's replay tests run over recordings of real servers, which name themselves.
 */
export const providerNames: Rule = {
  name: "provider-names",
  why: "a quirk lives in exactly one provider package, so shared packages name no provider",
  check(house) {
    const names = packagesOf(house).filter(({ kind }) => kind === "provider");
    const pattern = new RegExp([vendors, ...names.map(({ name }) => `\\b${name}\\b`)].join("|"), "i");
    return house.paths
      .filter((path) => /^packages\/[^/]+\/src\//.test(path) && kindOf(path.split("/")[1] ?? "") !== "provider")
      .filter((path) => !path.endsWith(".test.ts"))
      .flatMap((path) =>
        matchingLines(house.text(path).replaceAll(allowed, ""), pattern).map(({ number, text }) => ({
          path,
          line: number,
          message: `names a provider: ${text.trim().slice(0, 100)}`,
        })),
      );
  },
};
