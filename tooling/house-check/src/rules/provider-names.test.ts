import { expect, it } from "vitest";
import { houseOf } from "../house.ts";
import { providerNames } from "./provider-names.ts";

const check = (path: string, text: string) =>
  providerNames.check(houseOf({ [path]: text, "packages/acme/package.json": "{}" }));

it("fires on a well-known vendor in shared code", () => {
  expect(check("packages/core/src/transport.ts", "// vLLM sends two\n")).toEqual([
    { path: "packages/core/src/transport.ts", line: 1, message: "names a provider: // vLLM sends two" },
  ]);
});

it("fires on any provider package of this repository", () => {
  expect(check("packages/cli/src/load.ts", `if (id === "acme") return;`)).toHaveLength(1);
});

it("allows the name of the format, a cited page, a recording in a test, and a provider's own package", () => {
  expect(check("packages/core/src/history.ts", "/** Reads OpenAI-format dicts. */")).toEqual([]);
  expect(
    check("packages/responses/src/item.ts", "* @see https://platform.openai.com/docs/api-reference/responses"),
  ).toEqual([]);
  const cited = `source: "https://github.com/vllm-project/vllm/issues/1 (a thread, read 2026-11-20)"`;
  expect(check("packages/conformance/src/checks/tools.ts", cited)).toEqual([]);
  expect(check("packages/conformance/src/checks/tools.ts", `fetch("https://api.openai.com/v1")`)).toHaveLength(1);
  expect(check("packages/responses/src/replay.test.ts", `expect(model).toBe("qwen3");`)).toEqual([]);
  expect(check("packages/acme/src/request.ts", "// as OpenAI does")).toEqual([]);
});
