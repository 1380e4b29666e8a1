import type { EventWriter } from "@dialect/core/provider";

type Kind = "text" | "reasoning" | "refusal";

/** The part that is being written: deltas of one kind join, a delta of another kind ends it and opens the next. */
export interface RunningPart {
  /** `field`: the wire field that reasoning comes in. An empty delta opens nothing. */
  write(kind: Kind, text: string, field?: string): void;
  /** Ends the part: a tool call follows, or the turn is over. */
  end(): void;
}

export function createRunningPart(out: Pick<EventWriter, "begin" | "delta" | "end">): RunningPart {
  let open: Kind | undefined;
  let index = -1;
  return {
    write(kind, text, field) {
      if (text === "") return;
      if (open !== kind) {
        if (open !== undefined) out.end(index);
        open = kind;
        index = out.begin(kind, field);
      }
      out.delta(index, text);
    },
    end() {
      if (open === undefined) return;
      open = undefined;
      out.end(index);
    },
  };
}
