/** What one exact provider + route + model does with an option. `unknown` refuses unless the caller assumes otherwise. */
export type Support = "native" | "emulated" | "rejected" | "ignored" | "unknown";

/** How a fact is known. A simulator proves our code, never the vendor. */
export type Evidence = "probed" | "recorded" | "reported" | "documented";

/** One page or recording that facts refer to. `read` is a date, `YYYY-MM-DD`. */
export type Source =
  | { readonly url: string; readonly evidence: Evidence; readonly read: string }
  | { readonly wire: string; readonly evidence: Evidence; readonly read: string };
export type Sources = { readonly [key: string]: Source };

/** A condition on the request. All members that are given must hold. */
export interface When {
  readonly reasoning?: "on" | "off";
  readonly tools?: "some" | "none";
  readonly stream?: "yes" | "no";
  readonly effort?: readonly string[];
}

/** `source` is a key of the package's `sources` table. `values` lists what the option may be set to. */
export interface Fact {
  readonly support: Support;
  readonly source: string;
  readonly values?: readonly string[];
  readonly when?: When;
}

/** One fact, or an ordered list whose last has no `when`; the first that holds counts. Only a single fact is checked by the compiler. */
export type Cell = Fact | readonly Fact[];

export type CellName =
  | "generate"
  | "system"
  | "tools"
  | "parallelTools"
  | "strictTools"
  | "toolChoiceNone"
  | "toolChoiceRequired"
  | "toolChoiceNamed"
  | "outputStrict"
  | "outputJson"
  | "outputPrompted"
  | "outputWithTools"
  | "reasoning"
  | "reasoningReplay"
  | "prefill"
  | "imageInput"
  | "pdfInput"
  | "audioInput"
  | "videoInput"
  | "temperature"
  | "topP"
  | "stop"
  | "seed"
  | "logprobs"
  | "maxOutputTokens"
  | "streamUsage"
  | "promptCache";

/** A missing cell is `unknown`. Providers add their own cells beside these. */
export type CapabilityRow = { readonly [K in CellName]?: Cell };
/** Rows as a package's `models.ts` holds them: route, then model id. */
export type Rows = {
  readonly [route: string]: { readonly [model: string]: CapabilityRow & { readonly [cell: string]: Cell } };
};

/** What a caller states for a model without a row: "as that one", single cells, or a measured row. Missing = `unknown`. */
export type Assume<Known extends string = string> =
  | { readonly like: Known }
  | { readonly [K in CellName]?: Support }
  | CapabilityRow;

/** The row that such a statement makes. */
export type Stated<A, R> = A extends { readonly like: infer L extends keyof R }
  ? R[L]
  : { readonly [K in keyof A]: A[K] extends Support ? { readonly support: A[K]; readonly source: "stated" } : A[K] };

type No = "rejected" | "ignored" | "unknown";

/** In a compile error: which cell forbids the option. (A string key: two copies of core stay compatible.) */
export interface Refused<K> {
  readonly "refused by the capability row, cell": K;
}
/** `true` when the row, a missing cell included, forbids the option. */
export type Refuses<Row, K extends PropertyKey> = K extends keyof Row
  ? [Row[K]] extends [{ support: No }]
    ? true
    : false
  : true;
export type Allow<Row, K extends PropertyKey, T> = Refuses<Row, K> extends true ? never : T;
/** The values that the cell lists, or any string. */
export type CellValue<Row, K extends PropertyKey> = Row extends {
  readonly [P in K]: { readonly values: readonly (infer V extends string)[] };
}
  ? V
  : string;

/** Which cell answers for which portable option: read by the compiler and at run time. A provider has its own map beside this for its own fields. */
export const optionCells = {
  tools: "tools",
  parallelToolCalls: "parallelTools",
  maxOutputTokens: "maxOutputTokens",
  temperature: "temperature",
  topP: "topP",
  stop: "stop",
  seed: "seed",
} as const;
