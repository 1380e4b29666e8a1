import type { Rows, Sources } from "@dialect/core";
import * as beta from "./beta.js";
import * as chat from "./chat.js";
import { sources } from "./sources.js";

/** Capability rows by route, then exact model id. */
export const models: {
  readonly chat: {
    readonly "deepseek-flash": typeof chat.flash;
    readonly "deepseek-v4-pro": typeof chat.v4Pro;
    readonly "deepseek-v4-flash": typeof chat.v4Flash;
    readonly "deepseek-v4-flash-vision-exp": typeof chat.v4FlashVisionExp;
  };
  readonly beta: {
    readonly "deepseek-flash": typeof beta.flash;
    readonly "deepseek-v4-pro": typeof beta.v4Pro;
    readonly "deepseek-v4-flash": typeof beta.v4Flash;
    readonly "deepseek-v4-flash-vision-exp": typeof beta.v4FlashVisionExp;
  };
} = {
  chat: {
    "deepseek-flash": chat.flash,
    "deepseek-v4-pro": chat.v4Pro,
    "deepseek-v4-flash": chat.v4Flash,
    "deepseek-v4-flash-vision-exp": chat.v4FlashVisionExp,
  },
  beta: {
    "deepseek-flash": beta.flash,
    "deepseek-v4-pro": beta.v4Pro,
    "deepseek-v4-flash": beta.v4Flash,
    "deepseek-v4-flash-vision-exp": beta.v4FlashVisionExp,
  },
};
void (models satisfies Rows);
void (sources satisfies Sources);

export type KnownModel = keyof (typeof models)["chat"];

/** Names that no longer exist, and what to use. @see https://api-docs.deepseek.com/quick_start/pricing (read 2026-11-20) */
export const retired: Readonly<Record<string, string>> = {
  "deepseek-chat": 'retired on 2026-07-24; use "deepseek-flash" with reasoning: { effort: "none" }',
  "deepseek-reasoner": 'retired on 2026-07-24; use "deepseek-v4-pro" or "deepseek-flash"',
};
