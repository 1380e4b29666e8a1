import { describe, expect, it } from "vitest";
import { scripted, whole } from "../../test/scripted-transport.js";
import { createKimi, type KimiSettings, version } from "../index.js";
import { nameClient } from "./name-client.js";

const messages = [{ role: "user", content: "hi" }] as const;
async function sent(settings: KimiSettings): Promise<string | undefined> {
  const { transport, requests } = scripted(whole({ content: "ok" }));
  await createKimi({ apiKey: "k", env: {}, transport, ...settings })
    .chat("kimi-k2.6")
    .generate({ messages });
  return requests[0]?.headers["user-agent"];
}

describe("quirk: the client says who it is (kimi.com/code error reference, read 2026-11-20)", () => {
  it("by its own name and version", async () => {
    expect(await sent({})).toBe(`dialect-kimi/${version}`);
    expect(await sent({ env: { MOONSHOT_USER_AGENT: "  " } })).toBe(`dialect-kimi/${version}`);
  });

  it("MOONSHOT_USER_AGENT replaces it exactly, the setting wins over the variable", async () => {
    const env = { MOONSHOT_USER_AGENT: "my-app/2.0 (contact: ops@example.com)" };
    expect(await sent({ env })).toBe("my-app/2.0 (contact: ops@example.com)");
    expect(await sent({ env, userAgent: "my-other-app/1" })).toBe("my-other-app/1");
    expect(nameClient({ env })).toMatchObject({ from: "MOONSHOT_USER_AGENT" });
  });

  it.each([
    ["a line break", "my-app/1\r\nx-evil: 1"],
    ["a trailing line feed", "my-app/1\n"],
    ["a letter outside ASCII", "mein-gerät/1"],
  ])("%s is invalid_setting, naming the variable or the setting, before anything is sent", (_name, value) => {
    const refused = (settings: KimiSettings, named: string): void =>
      expect(() => createKimi({ apiKey: "k", ...settings })).toThrow(
        expect.objectContaining({
          code: "invalid_setting",
          message: expect.stringContaining(named) as string,
        }),
      );
    refused({ env: { MOONSHOT_USER_AGENT: value } }, "MOONSHOT_USER_AGENT");
    refused({ userAgent: value, env: {} }, "userAgent");
  });

  it("a call cannot replace it by the back door", async () => {
    const { transport, requests } = scripted();
    const model = createKimi({ apiKey: "k", env: {}, transport }).chat("kimi-k2.6");
    await expect(model.generate({ messages }, { headers: { "User-Agent": "x/1" } })).rejects.toMatchObject({
      code: "invalid_setting",
    });
    expect(requests).toHaveLength(0);
  });
});
