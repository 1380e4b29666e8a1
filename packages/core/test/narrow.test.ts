/** What the compiler must accept and refuse. `tsc` checks the types; the cases also run, so that each fits the run time. */
import { describe, expect, expectTypeOf, it } from "vitest";
import { stateRow } from "../src/capabilities/state-row.js";
import type { Assume, CapabilityRow, Refused, Rows, Stated } from "../src/contract/capability.js";
import type { Json, Schema } from "../src/contract/json.js";
import type { ChatModel, ChatStream } from "../src/contract/model.js";
import type { ChatRequest, Narrow } from "../src/contract/request.js";
import type { ChatResult } from "../src/contract/result.js";
import { jsonSchema } from "../src/schema/json-schema.js";

const models = {
  chat: {
    full: {
      tools: { support: "native", source: "s" },
      toolChoiceRequired: { support: "native", source: "s" },
      toolChoiceNone: { support: "emulated", source: "s" },
      outputStrict: { support: "native", source: "s" },
      outputJson: { support: "native", source: "s" },
      reasoning: { support: "native", source: "s", values: ["low", "high"] },
      temperature: { support: "native", source: "s" },
    },
    poor: {
      tools: { support: "rejected", source: "s" },
      toolChoiceRequired: { support: "ignored", source: "s" },
      outputStrict: { support: "rejected", source: "s" },
      outputJson: { support: "native", source: "s" },
      temperature: { support: "ignored", source: "s" },
      topP: { support: "unknown", source: "s" },
      seed: [
        { support: "rejected", source: "s", when: { tools: "some" } },
        { support: "native", source: "s" },
      ],
      reasoning: { support: "native", source: "s" },
      topK: { support: "rejected", source: "s" },
    },
  },
} as const;
void (models satisfies Rows);

interface AcmeRequest extends ChatRequest {
  readonly topK?: number;
  readonly label?: string;
}
type Full = Narrow<AcmeRequest, (typeof models)["chat"]["full"]>;
type Poor = Narrow<
  AcmeRequest,
  (typeof models)["chat"]["poor"],
  { tools: "tools"; temperature: "temperature"; topP: "topP"; seed: "seed"; topK: "topK" }
>;

const messages = [{ role: "user", content: "hi" }] as const;
const schema = jsonSchema({});
const tools = [{ name: "look", input: schema }] as const;
const takes = <T>(request: T): void => expect(request).toBeDefined();

describe("Narrow: what the row forbids does not compile", () => {
  it("takes what the row says is native or emulated", () => {
    takes<Full>({
      messages,
      tools,
      toolChoice: "required",
      temperature: 1,
      output: { schema, guarantee: "strict" },
      reasoning: { effort: "low" },
    });
    takes<Full>({ messages, toolChoice: "none", label: "anything without a cell" });
    takes<Poor>({
      messages,
      output: { schema, guarantee: "json" },
      reasoning: { effort: "any" },
      toolChoice: "auto",
      label: "x",
    });
  });

  it("refuses rejected, ignored and unknown options, and the provider's own", () => {
    // @ts-expect-error tools: rejected
    takes<Poor>({ messages, tools });
    // @ts-expect-error temperature: ignored
    takes<Poor>({ messages, temperature: 1 });
    // @ts-expect-error topP: unknown
    takes<Poor>({ messages, topP: 1 });
    // @ts-expect-error topK: rejected, by the provider's own map
    takes<Poor>({ messages, topK: 3 });
    // @ts-expect-error seed has no cell in this row
    takes<Full>({ messages, seed: 1 });
  });

  it("names the cell in the compile error", () => {
    expectTypeOf<NonNullable<Poor["temperature"]>>().toEqualTypeOf<number & Refused<"temperature">>();
    expectTypeOf<keyof Refused<"temperature">>().toEqualTypeOf<"refused by the capability row, cell">();
  });

  it("refuses single values: tool choices, guarantees, efforts", () => {
    // @ts-expect-error toolChoiceRequired: ignored
    takes<Poor>({ messages, toolChoice: "required" });
    // @ts-expect-error toolChoiceNamed: no cell
    takes<Full>({ messages, toolChoice: { name: "look" } });
    // @ts-expect-error outputStrict: rejected
    takes<Poor>({ messages, output: { schema, guarantee: "strict" } });
    // @ts-expect-error outputPrompted: no cell
    takes<Full>({ messages, output: { schema, guarantee: "prompted" } });
    // @ts-expect-error the cell lists low and high
    takes<Full>({ messages, reasoning: { effort: "medium" } });
    // @ts-expect-error a guarantee has no default
    takes<Full>({ messages, output: { schema } });
    expectTypeOf<NonNullable<Full["reasoning"]>["effort"]>().toEqualTypeOf<"low" | "high">();
    expectTypeOf<NonNullable<Poor["reasoning"]>["effort"]>().toEqualTypeOf<string>();
  });

  it("leaves a cell with conditions to the run time", () => takes<Poor>({ messages, seed: 1 }));

  it("a row that is only known at run time as a CapabilityRow refuses nothing at compile time", () => {
    takes<Narrow<AcmeRequest, Required<CapabilityRow>>>({
      messages,
      tools,
      temperature: 1,
      reasoning: { effort: "x" },
    });
  });

  it("keeps optional optional and adds no option", () => {
    takes<Poor>({ messages });
    expectTypeOf<keyof Poor>().toEqualTypeOf<keyof AcmeRequest>();
    // @ts-expect-error unknown option
    takes<Full>({ messages, temprature: 1 });
  });
});

describe("a narrow model fits where any model is taken", () => {
  it("ChatModel of a narrowed request is assignable to ChatModel", () => {
    expectTypeOf<ChatModel<Full>>().toExtend<ChatModel>();
    expectTypeOf<ChatModel<Poor>>().toExtend<ChatModel>();
    expectTypeOf<ChatModel<AcmeRequest>>().toExtend<ChatModel>();
    const run = (model: ChatModel): string => model.model;
    expect(run({ model: "poor" } as ChatModel<Poor>)).toBe("poor");
  });
  it("and its own calls stay narrow", () => {
    const calls = (model: ChatModel<Poor>): void => {
      model.stream({ messages });
      // @ts-expect-error tools: rejected
      model.stream({ messages, tools });
    };
    expect(calls).toBeTypeOf("function");
  });
  it("the type of the output comes from the schema", () => {
    const calls = (model: ChatModel, city: Schema<{ readonly city: string }>): void => {
      expectTypeOf(model.stream({ messages, output: { schema: city, guarantee: "json" } })).toEqualTypeOf<
        ChatStream<{ readonly city: string }>
      >();
      expectTypeOf(model.generate({ messages, output: { schema, guarantee: "json" } })).toEqualTypeOf<
        Promise<ChatResult<Json>>
      >();
      expectTypeOf(model.stream({ messages })).toEqualTypeOf<ChatStream<undefined>>();
    };
    expect(calls).toBeTypeOf("function");
  });
});

describe("Stated: the row that a caller's words make, in types as at run time", () => {
  type Chat = (typeof models)["chat"];
  it("as another model", () => {
    expectTypeOf<Stated<{ readonly like: "poor" }, Chat>>().toEqualTypeOf<Chat["poor"]>();
    expect(stateRow({ like: "poor" }, models.chat, "acme")).toEqual(models.chat.poor);
  });
  it("cell by cell, and what is not stated is refused", () => {
    const assume = { tools: "native", temperature: "rejected" } as const;
    type Row = Stated<typeof assume, Chat>;
    expectTypeOf<Row["tools"]>().toEqualTypeOf<{ readonly support: "native"; readonly source: "stated" }>();
    expect(stateRow(assume, models.chat, "acme")).toEqual({
      tools: { support: "native", source: "stated" },
      temperature: { support: "rejected", source: "stated" },
    });
    takes<Narrow<ChatRequest, Row>>({ messages, tools });
    // @ts-expect-error temperature: rejected
    takes<Narrow<ChatRequest, Row>>({ messages, temperature: 1 });
    // @ts-expect-error topP: not stated
    takes<Narrow<ChatRequest, Row>>({ messages, topP: 1 });
  });
  it("a measured row is itself", () => {
    const measured = { seed: { support: "native", source: "probe", values: ["1"] } } as const;
    expectTypeOf<Stated<typeof measured, Chat>>().toEqualTypeOf<typeof measured>();
    expect(stateRow(measured, models.chat, "acme")).toEqual(measured);
  });
  it("a typo in `like` or in a cell does not compile", () => {
    const assumed = (assume: Assume<keyof Chat>): unknown => assume;
    assumed({ like: "full" });
    // @ts-expect-error no such model
    assumed({ like: "ful" });
    // @ts-expect-error no such cell
    assumed({ tool: "native" });
    // @ts-expect-error no such support
    expect(assumed({ tools: "yes" })).toEqual({ tools: "yes" });
  });
});
