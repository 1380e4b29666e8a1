import type { EventWriter } from "@dialect/core/provider";

type Kind = "text" | "reasoning" | "refusal";

export function createRunningPart(out: Pick<EventWriter, "begin" | "delta" | "end">): RunningPart {
  return new RunningPart(out);
}

/** The part that is being written: deltas of one kind join, a delta of another kind ends it and opens the next. */
export class RunningPart {
  private readonly out: Pick<EventWriter, "begin" | "delta" | "end">;
  private open: Kind | undefined;
  private index = -1;

  constructor(out: Pick<EventWriter, "begin" | "delta" | "end">) {
    this.out = out;
  }

  /** `field`: the wire field that reasoning comes in. An empty delta opens nothing. */
  write(kind: Kind, text: string, field?: string): void {
    if (text === "") return;
    if (this.open !== kind) {
      if (this.open !== undefined) this.out.end(this.index);
      this.open = kind;
      this.index = this.out.begin(kind, field);
    }
    this.out.delta(this.index, text);
  }

  /** Ends the part: a tool call follows, or the turn is over. */
  end(): void {
    if (this.open === undefined) return;
    this.open = undefined;
    this.out.end(this.index);
  }
}
