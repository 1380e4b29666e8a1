import type { ScriptedError } from "@dialect/simulator";

/**
 * What the server says when the model or the machine fails, for `script({ error: vendorError("queue-full") })`.
 * A crash in mid-stream is one line natively; `/v1` hides it.
 *
 * @see ../../test/wire (recorded 2026-11-21: kill-runner-mid-stream-native, kill-runner-mid-stream-v1)
 * @see https://github.com/ollama/ollama at fb30760 server/sched.go (queue, read 2026-11-20)
 */
export type VendorErrorName = "runner-crash" | "runner-stopped" | "queue-full";

const errors: Readonly<Record<VendorErrorName, ScriptedError>> = {
  "runner-crash": {
    status: 500,
    message: "an error was encountered while running the model: unexpected EOF",
    inStream: true,
  },
  "runner-stopped": {
    status: 500,
    message:
      "model runner has unexpectedly stopped, this may be due to resource limitations or an internal error, check ollama server logs for details",
  },
  // Two spaces, as in the source.
  "queue-full": { status: 503, message: "server busy, please try again.  maximum pending requests exceeded" },
};

export function vendorError(name: VendorErrorName): ScriptedError {
  return errors[name];
}
