import { describe, expect, it } from "vitest";
import type { OllamaRequest } from "../request-types.js";
import { checkOptionValues } from "./check-option-values.js";

const check = (fields: Partial<OllamaRequest>) => () => checkOptionValues({ messages: [], ...fields });

describe("quirk: a wrong option type is 500 (recorded/api-chat-bad-option)", () => {
  it("takes what the server takes", () => {
    const fields = {
      numCtx: 8192,
      topK: 40,
      minP: 0.05,
      numGpu: -1,
      useMmap: false,
      truncate: false,
      logprobs: true,
      topLogprobs: 20,
    };
    expect(check(fields)).not.toThrow();
    for (const keepAlive of [0, -1, 300, "10m", "1h30m", "-1s", "0", "1.5h"])
      expect(check({ keepAlive })).not.toThrow();
  });

  it.each([
    { numCtx: 0 },
    { numCtx: 1.5 },
    { topK: "40" as never },
    { minP: Number.NaN },
    { useMmap: "yes" as never },
    { truncate: 0 as never },
    { topLogprobs: 3 },
    { logprobs: true, topLogprobs: 21 },
    // "time: missing unit in duration", "time: invalid duration"
    { keepAlive: "30" },
    { keepAlive: "forever" },
  ])("refuses %j", (fields) => {
    expect(check(fields)).toThrow(expect.objectContaining({ code: "invalid_request" }));
  });
});
