import { describe, expect, it } from "vitest";
import { fuzzStreams, runFuzz } from "../src/index.js";
import { acme, type Flaws } from "./acme/provider.js";
import { startSimulator } from "./acme/simulator.js";

const targets = [
  { route: "chat", model: "acme-1", reasoning: { reasoning: { effort: "low" } }, reasonsByDefault: false },
] as const;
const fuzz = (flaws: Flaws): ReturnType<typeof fuzzStreams> =>
  fuzzStreams({ entry: acme(flaws), startSimulator, targets, streams: 300, seed: 5 });

runFuzz({ describe, it }, { entry: acme(), startSimulator, targets, streams: 2_000 });

describe("fuzzing", () => {
  it("is the same for the same seed", async () => {
    expect(await fuzz({})).toEqual(await fuzz({}));
  });

  it.each<[string, RegExp, Flaws]>([
    [
      "a thrown string",
      /Thrown was 'oops'/,
      {
        model: (model) => ({
          ...model,
          generate: (request, options) =>
            model.generate(request, options).catch(() => Promise.reject("oops" as unknown as Error)) as never,
        }),
      },
    ],
    [
      "a second outcome",
      /The iterator threw [^]* but result\(\) gave/,
      {
        model: (model) => ({
          ...model,
          stream: (request, options) =>
            ({
              ...model.stream(request, options),
              result: () => model.generate(request, { ...options, retry: false }),
            }) as never,
        }),
      },
    ],
    [
      "a timer",
      /timers were left/,
      {
        model: (model) => ({
          ...model,
          generate: (request, options) => {
            setTimeout(() => undefined, 60_000);
            return model.generate(request, options) as never;
          },
        }),
      },
    ],
    [
      "a listener",
      /1 listeners were left/,
      {
        model: (model) => ({
          ...model,
          generate: (request, options) => {
            options?.signal?.addEventListener("abort", () => undefined);
            return model.generate(request, options) as never;
          },
        }),
      },
    ],
    [
      "a connection",
      /connections were left at the end/,
      {
        transport: (transport) => ({
          send: (request, handler) => ({ ...transport.send(request, handler), abort: () => undefined }),
        }),
      },
    ],
    [
      "an unhandled rejection",
      /Nobody handled Error: lost/,
      {
        driver: (driver) => {
          void Promise.reject(new Error("lost"));
          return driver;
        },
      },
    ],
  ])("notices %s", async (_, breach, flaws) => {
    expect((await fuzz(flaws)).failures.join("\n")).toMatch(breach);
  });
});
