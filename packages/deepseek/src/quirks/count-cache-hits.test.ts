import { describe, expect, it } from "vitest";
import { usage } from "../../test/scripted-transport.js";
import { countCacheHits } from "./count-cache-hits.js";

describe("quirk: cached tokens come in two members (vercel/ai fixtures at ed857f50f1, read 2026-11-20)", () => {
  it("reasoning stays inside the output total; 0 hits are a count", () => {
    expect(countCacheHits(usage)).toEqual({
      input: { total: 18, cached: 0 },
      output: { total: 219, reasoning: 205 },
      raw: usage,
    });
  });

  it("prompt_cache_hit_tokens alone counts", () => {
    const { prompt_tokens_details: _details, ...older } = { ...usage, prompt_cache_hit_tokens: 7 };
    expect(countCacheHits(older).input).toEqual({ total: 18, cached: 7 });
  });

  it("without either nothing is said", () => {
    expect(countCacheHits({ prompt_tokens: 3, completion_tokens: 1 })).toMatchObject({
      input: { total: 3 },
      output: { total: 1 },
    });
    expect(countCacheHits({ prompt_tokens: 3 }).input).not.toHaveProperty("cached");
  });
});
