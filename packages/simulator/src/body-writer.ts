import type { ServerResponse } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";
import { createCutter } from "./cutter.js";
import type { Split } from "./fault.js";
import type { Waits } from "./waits.js";

/** How bytes reach the socket. */
export interface WriteStyle {
  readonly split?: Split | undefined;
  readonly everyMs?: number | undefined;
}

/** Writes a body to one response. */
export interface BodyWriter {
  /** Lets the head go alone, when writes are to be seen apart. */
  open(): Promise<void>;
  write(bytes: Uint8Array): Promise<void>;
  /** Lets go of bytes that wait for a split to fill up. */
  flush(): Promise<void>;
  end(): Promise<void>;
  close(): Promise<void>;
  reset(): Promise<void>;
}

/** A reader in the same process polls once in this time: the first turn may end the poll that we are called from. */
async function readerTurn(): Promise<void> {
  await nextTurn();
  await nextTurn();
}

export function createBodyWriter(
  response: ServerResponse,
  style: WriteStyle,
  waits: Waits,
  count: (bytes: number) => void,
): BodyWriter {
  const cutter = createCutter(style.split);

  const put = async (pieces: readonly Uint8Array[]): Promise<void> => {
    for (const piece of pieces) {
      if (piece.byteLength === 0) continue;
      count(piece.byteLength);
      if (style.split === undefined) {
        if (!response.write(piece)) await waits.until((done) => response.once("drain", done));
        continue;
      }
      // A write of its own: the kernel has this piece, and the event loop turned, before the next one starts.
      await waits.until((done) => response.write(piece, () => done()));
      await (style.everyMs === undefined ? readerTurn() : waits.pause(style.everyMs));
    }
  };
  /** Until the kernel has every byte: a FIN or RST that overtakes them would cut more than was asked for. */
  const settle = async (): Promise<void> => {
    await put(cutter.flush());
    await nextTurn();
    const { socket } = response;
    if (socket !== null) await waits.until((done) => socket.write("", () => done()));
    await nextTurn();
  };

  return {
    open: () => (style.split === undefined ? Promise.resolve() : readerTurn()),
    write: (bytes) => put(cutter.add(bytes)),
    flush: () => put(cutter.flush()),
    async end() {
      await put(cutter.flush());
      await waits.until((done) => response.end(() => done()));
    },
    async close() {
      await settle();
      response.socket?.destroySoon();
    },
    async reset() {
      await settle();
      response.socket?.resetAndDestroy();
    },
  };
}
