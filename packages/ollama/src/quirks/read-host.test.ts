import { describe, expect, it } from "vitest";
import { readHost } from "./read-host.js";

const read = (host: string | undefined): string | undefined => readHost({ OLLAMA_HOST: host });

describe("quirk: OLLAMA_HOST is the daemon's own variable (envconfig/config.go)", () => {
  it.each([
    ["127.0.0.1:11434", "http://127.0.0.1:11434"],
    ["0.0.0.0", "http://127.0.0.1:11434"],
    ["0.0.0.0:8080", "http://127.0.0.1:8080"],
    [":8080", "http://127.0.0.1:8080"],
    ["gpu-box", "http://gpu-box:11434"],
    ["http://gpu-box", "http://gpu-box:80"],
    ["https://gpu-box.example/ollama", "https://gpu-box.example:443/ollama"],
    ["[::1]:11434", "http://[::1]:11434"],
    ["::1", "http://[::1]:11434"],
    ["[::]", "http://[::1]:11434"],
    ['"10.0.0.5:11434"', "http://10.0.0.5:11434"],
    ["ollama.com", "https://ollama.com"],
  ])("%s is %s", (given, expected) => {
    expect(read(given)).toBe(expected);
  });

  it("unset and blank are nothing", () => {
    expect(read(undefined)).toBeUndefined();
    expect(read("  ")).toBeUndefined();
    expect(read('""')).toBeUndefined();
  });
});
