import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "@dialect/core";
import { loadHistory, saveHistory } from "./history-file.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dialect-history-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("a history file", () => {
  it("comes back as it was saved", async () => {
    const history: readonly Message[] = [
      { role: "user", content: "hi" },
      {
        role: "assistant",
        content: [
          { type: "reasoning", text: "hm", opaque: { provider: "acme", data: { s: "x" } } },
          { type: "text", text: "yo" },
        ],
      },
    ];
    const file = join(folder, "a.json");
    await saveHistory(file, history);
    expect(await loadHistory(file)).toEqual(history);
  });

  it("that is not there is a new one", async () => {
    expect(await loadHistory(join(folder, "none.json"))).toEqual([]);
  });

  it("that is corrupt is refused by name and left as it is", async () => {
    for (const [name, text] of [
      ["cut.json", '[{"role":"user"'],
      ["object.json", "{}"],
      ["role.json", '[{"role":"robot","content":"x"}]'],
      ["null.json", "[null]"],
    ] as const) {
      const file = join(folder, name);
      await writeFile(file, text);
      await expect(loadHistory(file), name).rejects.toMatchObject({ code: "invalid_history" });
      expect(await readFile(file, "utf8")).toBe(text);
    }
  });
});
