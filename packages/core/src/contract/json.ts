/** Anything that survives `JSON.parse(JSON.stringify(x))` unchanged. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly unknown[] | undefined;
}
export type SchemaCheck<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/**
 * A Standard Schema that can also print itself as JSON Schema (zod 4.6 can).
 * `jsonSchema(raw)` makes one from a plain JSON Schema.
 *
 * @see https://standardschema.dev/json-schema (read 2026-11-21)
 */
export interface Schema<T = unknown> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaCheck<T> | Promise<SchemaCheck<T>>;
    readonly jsonSchema: { readonly input: (options: { readonly target: "draft-2020-12" }) => Record<string, unknown> };
    readonly types?: { readonly input: unknown; readonly output: T } | undefined;
  };
}
