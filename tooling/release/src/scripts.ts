import { readFileSync } from "node:fs";
import { join } from "node:path";

/** `client`: the smallest streaming client. `simulated`: the same against the provider's simulator, in ten lines. */
export function script(kind: "client" | "simulated", provider: string): string {
  return readFileSync(join(import.meta.dirname, "../scripts", kind, `${provider}.ts`), "utf8");
}
