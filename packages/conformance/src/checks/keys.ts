import { inspect } from "node:util";
import type { ChatModel } from "@dialect/core";
import type { LoggedRequest } from "@dialect/simulator";
import { modelSettings, type Bench } from "../bench.js";
import type { Check } from "../check.js";
import { must, mustEqual } from "../must.js";
import { failed, outcomeOf, succeeded } from "../outcome.js";

const source = "law: keys stay home";
const foreign = "sk-foreign-canary-77aa01";
const secretHeaders = ["authorization", "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie"];

export const keyChecks: readonly Check[] = [
  {
    id: "keys.sent-once",
    law: "The key is in one header of the request and nowhere else in it.",
    source,
    async run(bench) {
      await bench.stream();
      const [request] = bench.simulator.requests;
      must(request !== undefined, "No request arrived.");
      const holders = Object.entries(request.headers)
        .filter(([, value]) => value.includes(bench.key))
        .map(([name]) => name);
      mustEqual(holders.length, 1, `headers with the key (${holders.join(", ")})`);
      must(
        !`${request.path}${JSON.stringify(request.query)}${request.text}`.includes(bench.key),
        "The key is in the URL or in the body.",
      );
    },
  },
  {
    id: "keys.never-shown",
    law: "The key is in no result, prepared request, description, event or error, even when the server repeats it.",
    source,
    async run(bench) {
      const provider = bench.provider();
      const outcome = await bench.stream();
      const shown: Record<string, unknown> = {
        "describe()": provider.describe(),
        "prepare()": bench.model().prepare(bench.ask()),
        result: succeeded(outcome),
        events: outcome.events,
      };
      const body = {
        error: {
          message: `Incorrect API key provided: ${bench.key}. See ${bench.key}`,
          type: "invalid_request_error",
          code: "invalid_api_key",
        },
      };
      for (const status of [401, 500]) {
        bench.simulator.fault({ kind: "status", status, body }, { times: 2 });
        shown[`error of a ${status}`] = failed(await bench.stream(undefined, { retry: false }));
        shown[`error of a ${status} by generate`] = failed(await bench.generate(undefined, { retry: false }));
      }
      for (const [name, value] of Object.entries(shown)) {
        must(!everything(value).includes(bench.key), `The key is in ${name}.`);
      }
    },
  },
  {
    id: "keys.reads-own-variables-only",
    law: "A provider reads only the variables that its entry lists, and asks for them by name.",
    source,
    async run(bench) {
      const read = new Set<string>();
      const env = watchedEnvironment(read, () => foreign);
      const provider = bench.provider({ env });
      provider.describe();
      await outcomeOf(chat(bench, provider.chat.bind(provider)).stream(bench.ask()).result());
      await Promise.resolve()
        .then(() => bench.provider({ env, apiKey: undefined, baseUrl: undefined }).describe())
        .catch(() => undefined);
      const strange = [...read].filter((name) => !bench.entry.environment.includes(name));
      mustEqual(strange, [], "variables that were read and are not listed");
    },
  },
  {
    id: "keys.not-to-another-address",
    law: "A key of the environment does not go to a base URL that was given in code: missing_api_key, or no key where none is needed.",
    source,
    async run(bench) {
      const env = Object.fromEntries(bench.entry.environment.filter(isKeyVariable).map((name) => [name, foreign]));
      const outcome = await outcomeOf(
        Promise.resolve().then(() => bench.model({ apiKey: undefined, env }).generate(bench.ask())),
      );
      must(
        !bench.simulator.requests.some((request) => holds(request, foreign)),
        "The key of the environment was sent.",
      );
      if (!bench.entry.authRequired && outcome.error === undefined) return;
      const error = failed(outcome, "missing_api_key");
      mustEqual(bench.simulator.requests.length, 0, "requests");
      must((error.hint ?? "").includes("apiKey"), `The hint does not say what to do: ${String(error.hint)}`);
    },
  },
  {
    id: "keys.with-the-vendors-own-base-url",
    law: "A key of the environment goes to a base URL that came from the same vendor's variable.",
    source,
    async run(bench) {
      const { environment } = bench.entry;
      const url = environment.find((name) => /URL|HOST|BASE/.test(name));
      const key = environment.find(isKeyVariable);
      if (url === undefined || key === undefined) return;
      await outcomeOf(
        bench
          .model({ apiKey: undefined, baseUrl: undefined, env: { [url]: bench.simulator.baseUrl, [key]: bench.key } })
          .generate(bench.ask()),
      );
      mustEqual(
        bench.simulator.requests.map((request) => holds(request, bench.key)),
        [true],
        "requests that carry the key",
      );
    },
  },
  {
    id: "keys.blank-is-unset",
    law: "A blank variable counts as unset.",
    source,
    async run(bench) {
      const { environment } = bench.entry;
      const url = environment.find((name) => /URL|HOST|BASE/.test(name));
      const key = environment.find(isKeyVariable);
      if (url === undefined || key === undefined) return;
      const env = { [url]: bench.simulator.baseUrl, [key]: "  " };
      const outcome = await outcomeOf(
        Promise.resolve().then(() => bench.model({ apiKey: undefined, baseUrl: undefined, env }).generate(bench.ask())),
      );
      for (const request of bench.simulator.requests) mustEqual(secretsOf(request), [], "headers that carry a key");
      if (!bench.entry.authRequired) return;
      failed(outcome, "missing_api_key");
      mustEqual(bench.simulator.requests.length, 0, "requests");
    },
  },
  {
    id: "keys.empty-sends-none",
    law: 'apiKey: "" in code sends no key to a base URL that was given in code.',
    source,
    async run(bench) {
      await outcomeOf(bench.model({ apiKey: "" }).generate(bench.ask(), { retry: false }));
      const [request] = bench.simulator.requests;
      must(request !== undefined, "No request arrived.");
      mustEqual(secretsOf(request), [], "headers that carry a key");
    },
  },
  {
    id: "keys.unusable",
    law: "A key that no header can carry is refused before the network, without being shown.",
    source: "https://www.rfc-editor.org/rfc/rfc9110#section-5.5 (read 2026-11-21)",
    async run(bench) {
      for (const bad of [`${foreign}\n`, `${foreign}\r\nx-evil: 1`, `${foreign}–é`]) {
        const outcome = await outcomeOf(
          Promise.resolve().then(() => bench.model({ apiKey: bad }).generate(bench.ask())),
        );
        const error = failed(outcome, "invalid_setting", "missing_api_key");
        must(!everything(error).includes(foreign), "The error shows the key.");
      }
      mustEqual(bench.simulator.requests.length, 0, "requests");
    },
  },
  {
    id: "keys.two-clients",
    law: "Two providers in one process, and a key function that changes its mind, each send their own key.",
    source,
    async run(bench) {
      const other = await bench.startSimulator();
      const second = bench.model({ apiKey: foreign, baseUrl: other.baseUrl });
      const first = bench.model();
      await Promise.all(
        [1, 2, 3].flatMap(() => [outcomeOf(first.generate(bench.ask())), outcomeOf(second.generate(bench.ask()))]),
      );
      must(
        bench.simulator.requests.every((request) => holds(request, bench.key) && !holds(request, foreign)),
        "A request of the first carries the wrong key.",
      );
      must(
        other.requests.every((request) => holds(request, foreign) && !holds(request, bench.key)),
        "A request of the second carries the wrong key.",
      );
      let asked = 0;
      const changing = bench.model({ apiKey: () => Promise.resolve(`sk-turn-${++asked}`), baseUrl: other.baseUrl });
      await outcomeOf(changing.generate(bench.ask(), { retry: false }));
      await outcomeOf(changing.generate(bench.ask(), { retry: false }));
      mustEqual(
        other.requests.slice(-2).map((request, at) => holds(request, `sk-turn-${at + 1}`)),
        [true, true],
        "keys of the function",
      );
    },
  },
  {
    id: "keys.computed-header-wins",
    law: "A header of the caller cannot replace the one that carries the key.",
    source,
    async run(bench) {
      for (const headers of [{ authorization: `Bearer ${foreign}` }, { Authorization: `Bearer ${foreign}` }]) {
        const outcome = await bench.stream(undefined, { headers });
        if (outcome.error !== undefined) failed(outcome, "invalid_setting");
      }
      const other = { "x-request-source": "conformance" };
      succeeded(await bench.stream(undefined, { headers: other }));
      must(
        !bench.simulator.requests.some((request) => request.headers["authorization"]?.includes(foreign) === true),
        "The caller's header replaced the key.",
      );
      mustEqual(
        bench.simulator.requests.at(-1)?.headers["x-request-source"],
        "conformance",
        "a header that nobody computes",
      );
    },
  },
];

const isKeyVariable = (name: string): boolean => /KEY|TOKEN/.test(name);
const holds = (request: LoggedRequest, text: string): boolean =>
  `${JSON.stringify(request.headers)}${request.path}${JSON.stringify(request.query)}${request.text}`.includes(text);
const secretsOf = (request: LoggedRequest): readonly string[] =>
  secretHeaders.filter((name) => request.headers[name] !== undefined);

function chat(bench: Bench, make: (model: string, settings: ReturnType<typeof modelSettings>) => ChatModel): ChatModel {
  return make(bench.target.model, modelSettings(bench.target));
}

/** Every text that a value shows to a program or to a person, hidden members and causes included. */
function everything(value: unknown): string {
  const json = ((): string => {
    try {
      return JSON.stringify(value) ?? "";
    } catch {
      return "";
    }
  })();
  const message = value instanceof Error ? `${value.message}\n${value.stack ?? ""}` : "";
  return `${json}\n${message}\n${inspect(value, { depth: 20, showHidden: true, maxStringLength: Infinity, maxArrayLength: Infinity, getters: true })}`;
}

/** An environment in which every variable is set; it remembers what was asked for. */
function watchedEnvironment(read: Set<string>, value: () => string): Readonly<Record<string, string | undefined>> {
  const note = (name: string | symbol): void => {
    if (typeof name === "string" && name !== "toJSON") read.add(name);
  };
  return new Proxy<Record<string, string | undefined>>(
    {},
    {
      get(_, name) {
        note(name);
        return typeof name === "string" && !/URL|HOST|BASE/.test(name) ? value() : undefined;
      },
      has(_, name) {
        note(name);
        return true;
      },
      ownKeys() {
        note("(all of them)");
        return [];
      },
    },
  );
}
