import type { Json } from "@dialect/core";
import type { EventWriter } from "@dialect/core/provider";

/** Names of fields that the provider reads itself, on top of those of the grammar. */
export interface OwnFields {
  readonly chunk?: readonly string[];
  readonly choice?: readonly string[];
  readonly message?: readonly string[];
}

/** Keeps watch that nothing on the wire vanishes: what no reader takes is warned about and kept. */
export interface FieldWatch {
  readonly chunk: ReadonlySet<string>;
  readonly choice: ReadonlySet<string>;
  readonly message: ReadonlySet<string>;
  /** A field that nobody reads. `null` carries nothing and is not reported. */
  unknown(path: string, value: unknown): void;
  /** Something odd that was put right, and how. */
  odd(code: string, path: string, message: string): void;
  /** Keeps this wire object for `result.raw`. */
  keep(wire: Json): void;
  /** A wire object was read; the first, and each with an unknown field, is kept. */
  read(wire: Json): void;
  /** The stream is over: the last wire object is kept. */
  end(): void;
}

export function watchFields(out: Pick<EventWriter, "warn" | "keep">, own: OwnFields): FieldWatch {
  let dirty = true;
  let last: Json | undefined;
  let kept: Json | undefined;
  const keep = (wire: Json): void => {
    if (wire === kept) return;
    kept = wire;
    out.keep(wire);
  };
  return {
    chunk: new Set(own.chunk),
    choice: new Set(own.choice),
    message: new Set(own.message),
    unknown(path, value) {
      if (value === null || value === undefined) return;
      dirty = true;
      out.warn({ code: "wire_unknown_field", message: `The answer has a field that is not read: ${path}.`, path });
    },
    odd(code, path, message) {
      dirty = true;
      out.warn({ code, message, path });
    },
    keep,
    read(wire) {
      last = wire;
      if (!dirty) return;
      dirty = false;
      keep(wire);
    },
    end() {
      if (last !== undefined) keep(last);
    },
  };
}
