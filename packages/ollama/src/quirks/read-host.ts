/**
 * `OLLAMA_HOST` is a variable of the daemon too, and rarely a URL: `0.0.0.0` (listen everywhere, which no client can
 * connect to everywhere), `gpu-box`, `:8080`, `"[::1]:11434"`. Read as the daemon's own command line reads it.
 *
 * @see https://github.com/ollama/ollama/blob/main/envconfig/config.go (read 2026-11-20)
 */
import type { CommonSettings } from "@dialect/core";
import { readVariable } from "@dialect/core/provider";

const ports: Readonly<Record<string, string>> = { http: "80", https: "443" };

/** The URL that the variable means; `undefined` when it is unset or blank. What is no host stays as it is, to be refused. */
export function readHost(env: CommonSettings["env"]): string | undefined {
  const text = readVariable("OLLAMA_HOST", env)
    ?.trim()
    .replace(/^["']+|["']+$/g, "")
    .trim();
  if (text === undefined || text === "") return undefined;
  if (text === "ollama.com") return "https://ollama.com";
  const [, scheme, rest = ""] = /^(?:([a-z]+):\/\/)?(.*)$/is.exec(text) ?? [];
  const [, hostAndPort = "", path = ""] = /^([^/]*)(.*)$/s.exec(rest) ?? [];
  const split = /^(\[[^\]]*\]|[^:]*)(?::([^:]*))?$/s.exec(hostAndPort);
  // More than one colon and no brackets: an address of the sixth version without a port.
  const host = split === null ? `[${hostAndPort}]` : (split[1] ?? "");
  const port = split?.[2] ?? (scheme === undefined ? "11434" : ports[scheme.toLowerCase()]);
  return `${scheme ?? "http"}://${reachable(host)}${port === undefined ? "" : `:${port}`}${path}`;
}

function reachable(host: string): string {
  if (host === "" || host === "0.0.0.0") return "127.0.0.1";
  return host === "[::]" ? "[::1]" : host;
}
