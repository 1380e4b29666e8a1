import type { BodyWriter } from "./body-writer.js";
import type { Cut, Fault } from "./fault.js";
import type { Waits } from "./waits.js";

export type CutFault = Extract<Fault, { kind: "reset" | "eof" | "stall" | "keep-alive" }>;

/** Watches the body pass and strikes once, at its place. Answers `true` when the exchange is over by that. */
export interface Cutting {
  start(): Promise<boolean>;
  pass(bytes: Uint8Array, isEvent: boolean): Promise<boolean>;
}

export function createCutting(
  fault: CutFault | undefined,
  writer: BodyWriter,
  waits: Waits,
  keepAlive: string,
): Cutting {
  let armed = fault;
  let bytesPassed = 0;
  let eventsPassed = 0;
  const place = fault === undefined ? undefined : placeOf(fault);

  const strikeIfDue = async (): Promise<boolean> => {
    if (armed === undefined || place === undefined) return false;
    const due = "events" in place ? eventsPassed >= place.events : bytesPassed >= place.bytes;
    if (!due) return false;
    const now = armed;
    armed = undefined;
    await writer.flush();
    return strike(now, writer, waits, keepAlive);
  };
  const write = async (bytes: Uint8Array): Promise<void> => {
    bytesPassed += bytes.byteLength;
    await writer.write(bytes);
  };

  return {
    start: strikeIfDue,
    async pass(bytes, isEvent) {
      const left =
        armed !== undefined && place !== undefined && "bytes" in place ? place.bytes - bytesPassed : Infinity;
      if (left <= bytes.byteLength) {
        await write(bytes.subarray(0, left));
        if (await strikeIfDue()) return true;
        await write(bytes.subarray(left));
        if (isEvent) eventsPassed += 1;
        return false;
      }
      await write(bytes);
      if (isEvent) eventsPassed += 1;
      return strikeIfDue();
    },
  };
}

/** Where in the body a fault strikes; `undefined` for those that need no body. */
function placeOf(fault: CutFault): Cut | undefined {
  switch (fault.kind) {
    case "reset":
      if (fault.at === "before-headers") return undefined;
      return fault.at === "after-headers" ? { bytes: 0 } : fault.at;
    case "eof":
      return fault.after;
    case "stall":
      return fault.after === "request" ? undefined : fault.after;
    case "keep-alive":
      return fault.after ?? { bytes: 0 };
  }
}

async function strike(fault: CutFault, writer: BodyWriter, waits: Waits, keepAlive: string): Promise<boolean> {
  switch (fault.kind) {
    case "reset":
      await writer.reset();
      return true;
    case "eof":
      await (fault.how === "clean" ? writer.end() : writer.close());
      return true;
    case "stall":
      if (fault.ms === undefined) return waits.forever();
      await waits.pause(fault.ms);
      return false;
    case "keep-alive": {
      const bytes = new TextEncoder().encode(fault.text ?? keepAlive);
      for (let sent = 0; sent < (fault.times ?? Infinity); sent += 1) {
        await writer.write(bytes);
        await writer.flush();
        await waits.pause(fault.everyMs);
      }
      return false;
    }
  }
}
