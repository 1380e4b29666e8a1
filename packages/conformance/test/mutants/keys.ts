import type { CapabilityRow, CellName, CommonSettings } from "@dialect/core";
import { row } from "../acme/provider.js";
import type { Mutant } from "./mutant.js";

const cells: readonly CellName[] = [
  "system",
  "tools",
  "parallelTools",
  "strictTools",
  "toolChoiceNone",
  "toolChoiceRequired",
  "toolChoiceNamed",
  "outputStrict",
  "outputJson",
  "outputPrompted",
  "reasoning",
  "temperature",
  "topP",
  "stop",
  "seed",
  "maxOutputTokens",
  "imageInput",
  "pdfInput",
];
const works = (cell: CellName): boolean => JSON.stringify(row[cell] ?? "").includes("native");
const lies: CapabilityRow = Object.fromEntries(
  cells.map((cell) => [cell, { support: works(cell) ? "rejected" : "native", source: "doc" } as const]),
);
const fromEnvironment = (settings: CommonSettings): CommonSettings => {
  const key = settings.env?.["ACME_API_KEY"];
  return settings.apiKey !== undefined || key === undefined ? settings : { ...settings, apiKey: key };
};

export const keyMutants: readonly Mutant[] = [
  {
    name: "puts the key into the URL",
    caughtBy: ["keys.sent-once"],
    flaws: () => ({
      driver: (driver) => ({
        ...driver,
        wire: { ...driver.wire, url: `${driver.wire.url}?key=${driver.wire.headers["authorization"]?.slice(7) ?? ""}` },
      }),
    }),
  },
  {
    name: "describes itself with the key",
    caughtBy: ["keys.never-shown"],
    flaws: () => ({
      provider: (provider, settings) => ({
        ...provider,
        describe: () => ({ key: typeof settings.apiKey === "string" ? settings.apiKey : "" }),
      }),
    }),
  },
  {
    name: "looks into other people's variables",
    caughtBy: ["keys.reads-own-variables-only"],
    flaws: () => ({
      settings: (settings) =>
        settings.env?.["OTHER_API_KEY"] === undefined ? settings : { ...settings, headers: { "x-from": "other" } },
    }),
  },
  {
    name: "sends the key of the environment anywhere",
    caughtBy: ["keys.not-to-another-address", "keys.blank-is-unset"],
    flaws: () => ({ settings: fromEnvironment }),
  },
  {
    name: "does not send the key of the environment to the vendor's own variable",
    caughtBy: ["keys.with-the-vendors-own-base-url"],
    flaws: () => ({
      settings: ({ env, ...settings }) => ({ ...settings, env: { ACME_BASE_URL: env?.["ACME_BASE_URL"] } }),
    }),
  },
  {
    name: "has a key for those who want none",
    caughtBy: ["keys.empty-sends-none"],
    flaws: () => ({ settings: (settings) => (settings.apiKey === "" ? { ...settings, apiKey: "sk-none" } : settings) }),
  },
  {
    name: "repairs keys",
    caughtBy: ["keys.unusable"],
    flaws: () => ({
      settings: (settings) =>
        typeof settings.apiKey === "string"
          ? { ...settings, apiKey: settings.apiKey.replaceAll(/[^!-~]/g, "") }
          : settings,
    }),
  },
  {
    name: "has one key for the whole process",
    caughtBy: ["keys.two-clients"],
    flaws: () => {
      let first: CommonSettings["apiKey"];
      return {
        settings: (settings) =>
          settings.apiKey === undefined ? settings : { ...settings, apiKey: (first ??= settings.apiKey) },
      };
    },
  },
  {
    name: "lets a header of the caller replace the key",
    caughtBy: ["keys.computed-header-wins"],
    flaws: () => {
      let own: string | undefined;
      return {
        model: (model) => ({
          ...model,
          stream: (request, options) => {
            own = options?.headers?.["authorization"];
            return model.stream(request, options) as never;
          },
        }),
        driver: (driver) =>
          own === undefined
            ? driver
            : { ...driver, wire: { ...driver.wire, headers: { ...driver.wire.headers, authorization: own } } },
      };
    },
  },
  {
    name: "has a row that is the opposite of the truth",
    caughtBy: [
      ...cells.map((cell) => `capability.${cell}`),
      "tools.round-trip",
      "tools.malformed-arguments",
      "same.tool-calls",
    ],
    flaws: () => ({ row: lies }),
  },
];
