import { gpt56, gpt56Sol, gpt6, gpt62, gpt6Astra } from "./chat-gpt-6.js";
import { gpt54, gpt55, gpt55Pro } from "./chat-gpt-5-4.js";
import { gpt5, gpt51, gpt52 } from "./chat-gpt-5.js";
import { gpt4, oSeries } from "./chat-gpt-4.js";

/** The rows of this route, by exact model id. An alias has the row of the model that it names. */
export const chat: {
  readonly "gpt-6.2-astra": typeof gpt62;
  readonly "gpt-6.2-sol": typeof gpt62;
  readonly "gpt-6-astra": typeof gpt6Astra;
  readonly "gpt-6-sol": typeof gpt6;
  readonly "gpt-6-luna": typeof gpt6;
  readonly "gpt-6.1-sol": typeof gpt6;
  readonly "gpt-6.1-terra": typeof gpt6;
  readonly "gpt-5.6": typeof gpt56Sol;
  readonly "gpt-5.6-sol": typeof gpt56Sol;
  readonly "gpt-5.6-terra": typeof gpt56;
  readonly "gpt-5.6-luna": typeof gpt56;
  readonly "gpt-5.5": typeof gpt55;
  readonly "gpt-5.5-pro": typeof gpt55Pro;
  readonly "gpt-5.4": typeof gpt54;
  readonly "gpt-5.4-mini": typeof gpt54;
  readonly "gpt-5.2": typeof gpt52;
  readonly "gpt-5.1": typeof gpt51;
  readonly "gpt-5": typeof gpt5;
  readonly "gpt-5-mini": typeof gpt5;
  readonly "gpt-5-nano": typeof gpt5;
  readonly o3: typeof oSeries;
  readonly "o4-mini": typeof oSeries;
  readonly "gpt-4.1": typeof gpt4;
  readonly "gpt-4o": typeof gpt4;
} = {
  "gpt-6.2-astra": gpt62,
  "gpt-6.2-sol": gpt62,
  "gpt-6-astra": gpt6Astra,
  "gpt-6-sol": gpt6,
  "gpt-6-luna": gpt6,
  "gpt-6.1-sol": gpt6,
  "gpt-6.1-terra": gpt6,
  "gpt-5.6": gpt56Sol,
  "gpt-5.6-sol": gpt56Sol,
  "gpt-5.6-terra": gpt56,
  "gpt-5.6-luna": gpt56,
  "gpt-5.5": gpt55,
  "gpt-5.5-pro": gpt55Pro,
  "gpt-5.4": gpt54,
  "gpt-5.4-mini": gpt54,
  "gpt-5.2": gpt52,
  "gpt-5.1": gpt51,
  "gpt-5": gpt5,
  "gpt-5-mini": gpt5,
  "gpt-5-nano": gpt5,
  o3: oSeries,
  "o4-mini": oSeries,
  "gpt-4.1": gpt4,
  "gpt-4o": gpt4,
};
