import type { CallOptions, ChatModel } from "@dialect/core";
import { classify } from "../acme/provider.js";
import { type Mutant, passing, replacing, rewritten, tapped } from "./mutant.js";

/** A model that changes the options of every call. */
const withOptions = (model: ChatModel, change: (options: CallOptions) => CallOptions): ChatModel => ({
  ...model,
  stream: (request, options = {}) => model.stream(request, change(options)),
  generate: (request, options = {}) => model.generate(request, change(options)),
});
const without = (options: CallOptions, ...names: readonly (keyof CallOptions)[]): CallOptions =>
  Object.fromEntries(Object.entries(options).filter(([name]) => !names.includes(name as keyof CallOptions)));

export const transportMutants: readonly Mutant[] = [
  {
    name: "starts before anybody asks",
    caughtBy: ["transport.silent-until-asked"],
    flaws: () => ({
      model: (model) => ({
        ...model,
        stream: (request, options) => {
          const stream = model.stream(request, options);
          stream.result().catch(() => undefined);
          return stream as never;
        },
      }),
    }),
  },
  {
    name: "hides who it is",
    caughtBy: ["transport.user-agent"],
    flaws: () => ({
      driver: (driver) => ({
        ...driver,
        wire: { ...driver.wire, headers: { ...driver.wire.headers, "user-agent": "node" } },
      }),
    }),
  },
  {
    name: "thinks that everything may be tried again",
    caughtBy: ["transport.client-error-once"],
    flaws: () => ({
      driver: (driver) => ({ ...driver, classify: (...facts) => ({ ...classify(...facts), retryable: true }) }),
    }),
  },
  {
    name: "has one name for every failure",
    caughtBy: ["transport.status-codes", "transport.connect-refused"],
    flaws: () => ({
      driver: (driver) => ({ ...driver, classify: (...facts) => ({ ...classify(...facts), code: "invalid_request" }) }),
    }),
  },
  {
    name: "trusts any content type",
    caughtBy: ["transport.html-page"],
    flaws: () => ({
      transport: (transport) =>
        tapped(transport, (handler) =>
          passing(handler, {
            headers: (status, headers) => handler.headers(status, { ...headers, "content-type": "text/event-stream" }),
          }),
        ),
    }),
  },
  {
    name: "does not look for an error in a body",
    caughtBy: ["transport.json-error-with-200"],
    flaws: () => ({
      driver: (driver) => ({
        ...driver,
        body: (text, out, head) => driver.body(text.replace('"error"', '"events":[],"other"'), out, head),
      }),
    }),
  },
  {
    name: "follows redirects with the key",
    caughtBy: ["transport.redirect-refused"],
    flaws: () => ({
      transport: (transport) => ({
        send: (request, handler) =>
          transport.send(
            request,
            passing(handler, {
              headers(status, headers) {
                const { location } = headers;
                if (status < 300 || status > 399 || location === undefined) return handler.headers(status, headers);
                transport.send({ ...request, url: location }, handler);
              },
              end: () => undefined,
            }),
          ),
      }),
    }),
  },
  {
    name: "does not hear the signal",
    hangs: true,
    caughtBy: ["transport.abort-before", "transport.abort-in-flight", "transport.abort-in-back-off"],
    flaws: () => ({ model: (model) => withOptions(model, (options) => without(options, "signal")) }),
  },
  {
    name: "waits 20 ms for headers",
    caughtBy: ["transport.late-headers"],
    flaws: () => ({
      model: (model) =>
        withOptions(model, (options) => ({ ...options, retry: false, timeouts: { firstEventMs: 20, answerMs: 20 } })),
    }),
  },
  {
    name: "never retries",
    caughtBy: ["retry.server-error-once", "retry.reset-before-output", "events.retry-is-invisible"],
    flaws: () => ({ model: (model) => withOptions(model, (options) => ({ ...options, retry: false })) }),
  },
  {
    name: "tries four times",
    caughtBy: ["retry.never-a-third"],
    flaws: () => ({
      model: (model) => ({
        ...model,
        generate: (request, options) =>
          model.generate(request, options).catch(() => model.generate(request, options)) as never,
      }),
    }),
  },
  {
    name: "does not take no for an answer about retries",
    caughtBy: ["retry.off"],
    flaws: () => ({
      settings: (settings) => Object.fromEntries(Object.entries(settings).filter(([name]) => name !== "retry")),
      model: (model) => withOptions(model, (options) => without(options, "retry")),
    }),
  },
  {
    name: "does not read Retry-After",
    caughtBy: ["retry.after", "retry.after-too-long"],
    flaws: () => ({
      driver: (driver) => ({ ...driver, classify: (...facts) => ({ ...classify(...facts), retryAfterMs: 1 }) }),
    }),
  },
  {
    name: "starts again after output",
    caughtBy: ["retry.never-after-output", "stream.eof-in-text", "events.prefix-before-a-throw"],
    flaws: () => ({
      model: (model) =>
        rewritten(model, {
          async *events(inner, again) {
            try {
              yield* inner;
            } catch {
              yield* again();
            }
          },
        }),
    }),
  },
  {
    name: "has no timers",
    hangs: true,
    caughtBy: ["timers.first-event", "timers.idle", "timers.keep-alive-is-no-progress", "timers.answer"],
    flaws: () => ({
      model: (model) =>
        withOptions(model, (options) => ({ ...options, timeouts: { firstEventMs: 0, idleMs: 0, answerMs: 0 } })),
    }),
  },
  {
    name: "takes keep-alives for progress",
    hangs: true,
    caughtBy: ["timers.keep-alive-is-no-progress"],
    flaws: () => ({
      transport: (transport) =>
        replacing(transport, ": keep-alive\n\n", 'data: {"type":"usage","input":1,"output":1}\n\n'),
    }),
  },
  {
    name: "takes keep-alives for data",
    caughtBy: ["timers.keep-alive-is-alive", "stream.line-ends"],
    flaws: () => ({ transport: (transport) => replacing(transport, /: (keep-alive|ping)\n\n/g, "data: $1\n\n") }),
  },
  {
    name: "blames the server for a slow reader",
    caughtBy: ["timers.slow-reader"],
    flaws: () => ({
      model: (model) =>
        rewritten(model, {
          async *events(inner) {
            for await (const event of inner) {
              const before = performance.now();
              yield event;
              if (performance.now() - before > 1_500) throw new Error("idle");
            }
          },
        }),
    }),
  },
];
