/** Setup file of every test file: no test runs unguarded, and the test that caused a refusal fails by its own name. */
import { afterEach } from "vitest";
import { refusals } from "./refused.ts";

const log = process.env["DIALECT_NETWORK_GUARD_LOG"];
let seen = 0;

if (process.env["DIALECT_LIVE"] !== "1") {
  if (refusals() === undefined) throw new Error("The network guard is not loaded in this worker.");
  afterEach(() => {
    const fresh = (refusals() ?? []).slice(seen).filter(({ file }) => file === log);
    seen = refusals()?.length ?? 0;
    if (fresh.length > 0) {
      throw new Error(`network guard: ${fresh.map(({ action, target }) => `${action} ${target}`).join(", ")}`);
    }
  });
}
