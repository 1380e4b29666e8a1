import type { Finish } from "@dialect/core";
import { altered, type Mutant, passing, rescued, rewritten, tapped } from "./mutant.js";

export const streamMutants: readonly Mutant[] = [
  {
    name: "decodes each read by itself",
    caughtBy: ["stream.any-split"],
    flaws: () => ({
      transport: (transport) =>
        tapped(transport, (handler) =>
          passing(handler, {
            chunk: (bytes) => handler.chunk(new TextEncoder().encode(new TextDecoder().decode(bytes))),
          }),
        ),
    }),
  },
  {
    name: "takes the end of the bytes for the end of the turn",
    caughtBy: [
      "stream.eof-in-text",
      "stream.eof-in-tool-call",
      "stream.eof-in-reasoning",
      "stream.finish-missing",
      "events.prefix-before-a-throw",
    ],
    flaws: () => ({
      driver: (driver) => ({
        ...driver,
        reader(out, head) {
          let finished = false;
          const reader = driver.reader(
            altered(out, { finish: (finish: Finish) => void ((finished = true), out.finish(finish)) }),
            head,
          );
          return {
            data: (name, data) => reader.data(name, data),
            end: () => void (finished || out.finish({ reason: "stop", raw: null })),
          };
        },
      }),
    }),
  },
  {
    name: "calls nothing an answer",
    caughtBy: ["stream.empty", "stream.no-content", "stream.reasoning-only"],
    flaws: () => ({
      model: (model) =>
        rewritten(model, {
          rescue: (error) => rescued(error, ["empty_stream", "empty_model_response", "reasoning_only_response"]),
        }),
    }),
  },
  {
    name: "skips what it cannot parse",
    caughtBy: ["stream.malformed-event"],
    flaws: () => ({
      driver: (driver) => ({
        ...driver,
        reader(out, head) {
          const reader = driver.reader(out, head);
          return {
            data(name, data) {
              try {
                return reader.data(name, data);
              } catch {
                return false;
              }
            },
            end: () => reader.end(),
          };
        },
      }),
    }),
  },
  {
    name: "ends in peace when the server reports an error",
    caughtBy: ["stream.error-in-stream"],
    flaws: () => ({
      driver: (driver) => ({
        ...driver,
        reader(out, head) {
          const reader = driver.reader(out, head);
          return {
            data: (name, data) =>
              reader.data(name, data.includes('"type":"error"') ? '{"type":"finish","word":"stop"}' : data),
            end: () => reader.end(),
          };
        },
      }),
    }),
  },
  {
    name: "says nothing of missing usage",
    caughtBy: ["stream.usage-or-terminator-missing"],
    flaws: () => ({ model: (model) => rewritten(model, { result: (result) => ({ ...result, warnings: [] }) }) }),
  },
  {
    name: "leaves the socket open after break",
    hangs: true,
    caughtBy: ["stream.break-closes"],
    flaws: () => ({
      model: (model) => ({
        ...model,
        stream: (request, options) => {
          const inner = model.stream(request, options);
          const iterator = inner[Symbol.asyncIterator]();
          const own = {
            next: () => iterator.next(),
            return: () => Promise.resolve({ done: true as const, value: undefined }),
            [Symbol.asyncIterator]: () => own,
          };
          return altered(inner, {
            [Symbol.asyncIterator]: () => own,
            [Symbol.asyncDispose]: () => Promise.resolve(),
          }) as never;
        },
      }),
    }),
  },
];

export const eventMutants: readonly Mutant[] = [
  {
    name: "starts twice",
    caughtBy: ["events.grammar", "events.retry-is-invisible"],
    flaws: () => ({
      model: (model) =>
        rewritten(model, {
          async *events(inner) {
            for await (const event of inner) {
              if (event.type === "start") yield event;
              yield event;
            }
          },
        }),
    }),
  },
  {
    name: "gives a result that is not what was streamed",
    caughtBy: ["events.result-is-the-fold"],
    flaws: () => ({
      model: (model) => rewritten(model, { result: (result) => ({ ...result, text: result.text.trim() }) }),
    }),
  },
  {
    name: "collects the stream and delivers it at the end",
    hangs: true,
    caughtBy: ["events.deltas-arrive-as-sent"],
    flaws: () => ({
      model: (model) =>
        rewritten(model, {
          async *events(inner) {
            const events = [];
            for await (const event of inner) events.push(event);
            yield* events;
          },
        }),
    }),
  },
  {
    name: "loses batches",
    caughtBy: ["events.batches-and-text"],
    flaws: () => ({
      model: (model) => ({
        ...model,
        stream: (request, options) => {
          const inner = model.stream(request, options);
          async function* batches(): AsyncGenerator<readonly never[]> {
            for await (const batch of inner.batches()) yield batch.slice(1) as never;
          }
          return altered(inner, { batches }) as never;
        },
      }),
    }),
  },
  {
    name: "sends a request for every consumer",
    caughtBy: ["events.one-consumer"],
    flaws: () => ({
      model: (model) => ({
        ...model,
        stream: (request, options) =>
          altered(model.stream(request, options), {
            [Symbol.asyncIterator]: () => model.stream(request, options)[Symbol.asyncIterator](),
          }) as never,
      }),
    }),
  },
  {
    name: "throws before the first pull",
    caughtBy: ["events.checks-come-with-the-first-pull"],
    flaws: () => ({
      model: (model) => ({
        ...model,
        stream: (request, options) => {
          model.prepare(request);
          return model.stream(request, options) as never;
        },
      }),
    }),
  },
  {
    name: "loses a word of the reasoning",
    caughtBy: ["events.reasoning-whole", "same.reasoning"],
    flaws: () => ({
      driver: (driver) => ({
        ...driver,
        reader: (out, head) =>
          driver.reader(
            altered(out, { delta: (index: number, text: string) => out.delta(index, text.replace("First", "")) }),
            head,
          ),
        body: (text, out, head) => driver.body(text.replace("hm ", ""), out, head),
      }),
    }),
  },
  {
    name: "calls a cut turn whole",
    caughtBy: ["events.length-is-a-result", "same.text", "tools.length-cuts-the-call"],
    flaws: () => ({
      driver: (driver) => ({
        ...driver,
        reader: (out, head) =>
          driver.reader(
            altered(out, {
              finish: (finish: Finish) =>
                out.finish({ ...finish, reason: finish.reason === "length" ? "stop" : finish.reason }),
            }),
            head,
          ),
      }),
    }),
  },
];

export const sameMutants: readonly Mutant[] = [
  {
    name: "streams one call of two",
    caughtBy: ["same.tool-calls"],
    flaws: () => ({
      model: (model) => ({
        ...model,
        generate: (request, options) =>
          model
            .generate(request, options)
            .then((result) => ({ ...result, toolCalls: result.toolCalls.slice(0, 1) })) as never,
      }),
    }),
  },
  {
    name: "sends an option only when it streams",
    caughtBy: ["same.body"],
    flaws: () => ({ body: (body) => (body["stream"] === true ? { ...body, limit: 99 } : body) }),
  },
  {
    name: "prepares another request than it sends",
    caughtBy: ["same.prepared"],
    flaws: () => ({
      model: (model) => ({ ...model, prepare: (request) => ({ ...model.prepare(request), body: { shown: true } }) }),
    }),
  },
  {
    name: "names failures by the way of the call",
    caughtBy: ["same.errors"],
    flaws: () => ({
      driver: (driver) => ({
        ...driver,
        classify: (status, headers, body, cause) => ({
          ...driver.classify(status, headers, body, cause),
          ...(String(driver.wire.body).includes('"stream":true') ? {} : { code: "provider_error" }),
        }),
      }),
    }),
  },
  {
    name: "makes the best of half a body",
    caughtBy: ["same.cut-body"],
    flaws: () => ({
      driver: (driver) => ({
        ...driver,
        body(text, out, head) {
          const half = /"text":"([^"]*)/.exec(text)?.[1] ?? "half";
          if (text.endsWith("}")) return driver.body(text, out, head);
          out.delta(out.begin("text"), half);
          out.finish({ reason: "stop", raw: "stop" });
        },
      }),
    }),
  },
];
