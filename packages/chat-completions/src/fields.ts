import type { Json } from "@dialect/core";
import type { EventWriter } from "@dialect/core/provider";

/** Names of fields that the provider reads itself, on top of those of the grammar. Made once per provider. */
export interface OwnFields {
  readonly chunk: ReadonlySet<string>;
  readonly choice: ReadonlySet<string>;
  readonly message: ReadonlySet<string>;
}

/** The names as sets, for {@link watchFields}; a stream that waits should not weigh more for them. */
export function ownFields(names: { readonly [K in keyof OwnFields]?: readonly string[] }): OwnFields {
  return { chunk: new Set(names.chunk), choice: new Set(names.choice), message: new Set(names.message) };
}

export function watchFields(out: Pick<EventWriter, "warn" | "keep">, own: OwnFields): FieldWatch {
  return new FieldWatch(out, own);
}

/** Keeps watch that nothing on the wire vanishes: what no reader takes is warned about and kept. */
export class FieldWatch {
  readonly own: OwnFields;
  private readonly out: Pick<EventWriter, "warn" | "keep">;
  private dirty = true;
  private kept: Json | undefined;

  constructor(out: Pick<EventWriter, "warn" | "keep">, own: OwnFields) {
    this.out = out;
    this.own = own;
  }

  /** A field that nobody reads. `null` carries nothing and is not reported. */
  unknown(path: string, value: unknown): void {
    if (value === null || value === undefined) return;
    this.odd("wire_unknown_field", path, `The answer has a field that is not read: ${path}.`);
  }

  /** Something odd that was put right, and how. */
  odd(code: string, path: string, message: string): void {
    this.dirty = true;
    this.out.warn({ code, message, path });
  }

  /** Keeps this wire object for `result.raw`, once. */
  keep(wire: Json): void {
    if (wire === this.kept) return;
    this.kept = wire;
    this.out.keep(wire);
  }

  /** A wire object was read: kept are the first, each with an unknown field, and each that `ends` something. */
  read(wire: Json, ends: boolean): void {
    if (!this.dirty && !ends) return;
    this.dirty = false;
    this.keep(wire);
  }
}
