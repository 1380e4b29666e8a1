import type { Rows, Sources } from "@dialect/core";
import type { RouteId } from "../settings.js";
import * as code from "./code.js";
import * as k2 from "./k2.js";
import * as k3 from "./k3.js";
import * as v1 from "./moonshot-v1.js";
import { sources } from "./sources.js";

/** Capability rows by route, then exact model id. */
export const models: {
  readonly chat: {
    readonly "kimi-k3": typeof k3.k3;
    readonly "kimi-k2.6": typeof k2.k26;
    readonly "kimi-k2.7-code": typeof k2.k27Code;
    readonly "kimi-k2.7-code-highspeed": typeof k2.k27CodeHighspeed;
    readonly "moonshot-v1-8k": typeof v1.v8k;
    readonly "moonshot-v1-32k": typeof v1.v32k;
    readonly "moonshot-v1-128k": typeof v1.v128k;
  };
  readonly code: {
    readonly "kimi-for-coding": typeof code.kimiForCoding;
    readonly k3: typeof code.codeK3;
  };
} = {
  chat: {
    "kimi-k3": k3.k3,
    "kimi-k2.6": k2.k26,
    "kimi-k2.7-code": k2.k27Code,
    "kimi-k2.7-code-highspeed": k2.k27CodeHighspeed,
    "moonshot-v1-8k": v1.v8k,
    "moonshot-v1-32k": v1.v32k,
    "moonshot-v1-128k": v1.v128k,
  },
  code: {
    "kimi-for-coding": code.kimiForCoding,
    k3: code.codeK3,
  },
};
void (models satisfies Rows);
void (sources satisfies Sources);

/** The ids of a route that have a row. */
export type KnownModel<R extends RouteId = RouteId> = R extends RouteId ? keyof (typeof models)[R] & string : never;

/** Names that no longer exist, and what to use. @see https://www.promptfoo.dev/docs/providers/moonshot/ (read 2026-11-20) */
export const retired: Readonly<Record<string, string>> = {
  "kimi-k2.5": 'shut down on 2026-08-31; use "kimi-k2.6"',
  "kimi-k2-thinking": 'discontinued; use "kimi-k2.6"',
  "kimi-k2-turbo-preview": 'discontinued; use "kimi-k2.6" with reasoning: { effort: "none" }',
  "kimi-latest": 'discontinued; use "kimi-k2.6"',
};
