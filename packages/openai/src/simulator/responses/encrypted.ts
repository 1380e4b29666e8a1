import { createHash } from "node:crypto";
import type { ModelRow } from "../model-table.js";

/**
 * Reasoning that only the vendor can read. It changes between `output_item.added` and `output_item.done`; what the
 * first one carries does not verify, so that a client that keeps it is found out (an assumption: the recordings show
 * that they differ, not what happens to the first).
 *
 * @see https://github.com/vercel/ai …/responses/__fixtures__/openai-reasoning-encrypted-content.1.chunks.txt (read 2026-11-20)
 */
export interface SealedReasoning {
  /** The `rs_` id of its item. */
  readonly id: string;
  readonly family: ModelRow["family"];
}

// No state is needed to verify, so that a history outlives the simulator that wrote it.
const prefix = "gAAAAAB";
const checksumLength = 16;

export function seal(reasoning: SealedReasoning, stage: "added" | "done"): string {
  const body = Buffer.from(JSON.stringify([reasoning.id, reasoning.family, stage])).toString("base64url");
  return `${prefix}${checksum(body)}${body}${stage === "done" ? "==" : ""}`;
}

export function unseal(text: string): SealedReasoning | undefined {
  const rest = text.startsWith(prefix) && text.endsWith("==") ? text.slice(prefix.length, -2) : "";
  const body = rest.slice(checksumLength);
  if (rest === "" || checksum(body) !== rest.slice(0, checksumLength)) return undefined;
  const [id, family, stage] = JSON.parse(Buffer.from(body, "base64url").toString()) as [
    string,
    ModelRow["family"],
    string,
  ];
  return stage === "done" ? { id, family } : undefined;
}

const checksum = (body: string): string =>
  createHash("sha256").update(`simulated ${body}`).digest("hex").slice(0, checksumLength);
