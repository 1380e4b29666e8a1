/** Any sound history: each call answered, places and state mixed, nothing that only JSON could not carry. */
import fc from "fast-check";
import type { Json } from "../src/contract/json.js";
import type {
  AssistantMessage,
  AssistantPart,
  FilePart,
  Message,
  Opaque,
  ToolMessage,
  UserPart,
} from "../src/contract/message.js";

// What JSON.parse gives back: no negative zero.
const json: fc.Arbitrary<Json> = fc
  .jsonValue({ maxDepth: 2 })
  .map((value) => JSON.parse(JSON.stringify(value)) as Json);
const text = fc.oneof(fc.string(), fc.constantFrom("", " ", "data:,", 'é𝄞\u0000"\\', "null"));
/** Without the keys that were left out. */
const record = <T>(
  model: { [K in keyof T]: fc.Arbitrary<T[K]> },
  optional: readonly (keyof T)[] = [],
): fc.Arbitrary<T> =>
  fc.record(model, {
    requiredKeys: (Object.keys(model) as (keyof T)[]).filter((key) => !optional.includes(key)),
    noNullPrototype: true,
  }) as fc.Arbitrary<T>;

const opaqueOf = (providers: readonly string[]): fc.Arbitrary<Opaque> =>
  record<Opaque>({ provider: fc.constantFrom(...providers), data: json });

const fileOf = (providers: readonly string[]): fc.Arbitrary<FilePart> =>
  record<FilePart>(
    {
      type: fc.constant("file" as const),
      mediaType: fc.constantFrom(
        "image/png",
        "image/*",
        "application/pdf",
        "audio/wav",
        "audio/mpeg",
        "audio/flac",
        "video/mp4",
        "text/plain;charset=utf-8",
      ),
      name: text,
      altText: text,
      opaque: opaqueOf(providers),
      source: fc.oneof(
        fc.base64String().map((base64) => ({ base64 })),
        fc.webUrl().map((url) => ({ url })),
        record({ provider: fc.constantFrom(...providers), fileId: fc.string({ minLength: 1 }) }),
      ),
    },
    ["name", "altText", "opaque"],
  );

/** Histories whose state belongs to the given providers. */
export function histories(providers: readonly string[] = ["acme"]): fc.Arbitrary<Message[]> {
  const opaque = opaqueOf(providers);
  const carried = { text, opaque };
  const textPart = record<AssistantPart>(
    { type: fc.constant("text" as const), ...carried, complete: fc.constant(false as const) } as never,
    ["opaque", "complete"] as never,
  );
  const userText = record({ type: fc.constant("text" as const), text }) as fc.Arbitrary<UserPart>;
  const userParts = fc.array(fc.oneof(userText, fileOf(providers)), { minLength: 1, maxLength: 3 }) as fc.Arbitrary<
    UserPart[]
  >;
  const user = record({
    role: fc.constant("user" as const),
    content: fc.oneof(text, userParts),
  }) as fc.Arbitrary<Message>;
  const system = record({ role: fc.constant("system" as const), content: text, opaque }, [
    "opaque",
  ]) as fc.Arbitrary<Message>;
  const otherPart = fc.oneof(
    textPart,
    record({ type: fc.constant("refusal" as const), ...carried }, ["opaque"]),
    record({ type: fc.constant("reasoning" as const), ...carried, field: text }, ["opaque", "field"]),
    record({ type: fc.constant("source" as const), url: fc.webUrl(), title: text, opaque }, ["title", "opaque"]),
    record({ type: fc.constant("opaque" as const), kind: text, opaque }),
    fileOf(providers),
  ) as fc.Arbitrary<AssistantPart>;
  const origin = record({
    provider: fc.constantFrom(...providers),
    route: fc.constantFrom("chat", "responses"),
    model: text,
    complete: fc.boolean(),
  });
  const name = fc.constantFrom("look", "read_file", "a");
  const result = record<Pick<ToolMessage, "content" | "isError" | "opaque">>(
    {
      content: fc.oneof(
        text,
        userParts,
        json.map((value) => ({ json: value })),
      ) as fc.Arbitrary<ToolMessage["content"]>,
      isError: fc.boolean() as never,
      opaque: opaque as never,
    },
    ["isError", "opaque"],
  );
  const call = fc.tuple(
    name,
    fc.dictionary(fc.string(), json).map((value) => JSON.stringify(value)),
    opaque,
    fc.boolean(),
    result,
  );
  const turn = fc
    .tuple(fc.array(otherPart, { minLength: 1, maxLength: 3 }), fc.array(call, { maxLength: 3 }), origin, fc.boolean())
    .map(([parts, calls, stamp, stamped]): Message[] => {
      const content: AssistantPart[] = [...parts];
      const results: Message[] = [];
      calls.forEach(([toolName, args, state, carries, answer], index) => {
        content.push({
          type: "tool-call",
          id: `call_${index}`,
          name: toolName,
          arguments: args,
          ...(carries ? { opaque: state } : {}),
        });
        results.unshift({ role: "tool", toolCallId: `call_${index}`, toolName, ...answer });
      });
      const message: AssistantMessage = { role: "assistant", content, ...(stamped ? { origin: stamp } : {}) };
      return [message, ...results];
    });
  return fc
    .array(
      fc.oneof(
        user.map((one) => [one]),
        system.map((one) => [one]),
        turn,
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((turns) => turns.flat());
}
