import { readFileSync } from "node:fs";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { describe, expect, it } from "vitest";
import { tarball } from "../src/project.ts";
import { publishable, root } from "../src/publishable.ts";
import { run } from "../src/run.ts";

describe.each(publishable())("the tarball of $name", ({ name }) => {
  it("has nothing that publint finds, in its strict mode", async () => {
    const file = readFileSync(tarball(name));
    const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
    const { messages, pkg } = await publint({ pkgDir: "package", strict: true, pack: { tarball: bytes } });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it("has types that agree with its code for ESM consumers (attw)", async () => {
    const attw = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js");
    await run(process.execPath, [attw, tarball(name), "--profile", "esm-only"], root);
  });
});
