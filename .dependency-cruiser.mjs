/** Which way imports may point. What a direction cannot say is in tooling/house-check. */
const shared =
  "core|chat-completions|responses|simulator|conformance|cli|probe|agent|gateway|ai-sdk|create-dialect-provider";
const provider = `^packages/(?!(?:${shared})/)([^/]+)/`;
/** The same, also by its name: \`@dialect/acme/simulator\` is a mapping that the resolver here does not know. */
const named = `^(?:packages|@dialect)/(?!(?:${shared})(?:/|$))([^/]+)(?:/|$)`;

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-provider-to-provider",
      comment: "A provider never imports another: read its code, then write yours and record your own bytes.",
      severity: "error",
      from: { path: provider },
      to: { path: named, pathNot: "^(?:packages|@dialect)/$1(?:/|$)" },
    },
    {
      name: "core-stands-alone",
      severity: "error",
      from: { path: "^packages/core/" },
      to: { path: "^packages/(?!core/)" },
    },
    {
      name: "grammar-to-core-only",
      comment: "A grammar is pure: it never sees a provider, a simulator or another grammar.",
      severity: "error",
      from: { path: "^packages/(chat-completions|responses)/" },
      to: { path: "^packages/(?!core/)", pathNot: "^packages/$1/" },
    },
    {
      name: "shared-to-no-provider",
      comment: "Shared rooms get providers by dynamic import from the user's configuration. Their tests may use one.",
      severity: "error",
      from: { path: "^packages/(simulator|conformance|cli|probe|agent|gateway|ai-sdk)/src/", pathNot: "\\.test\\.ts$" },
      to: { path: named },
    },
    {
      name: "simulator-shares-nothing",
      comment: "A simulator that shares code with its client proves nothing.",
      severity: "error",
      from: { path: "^packages/([^/]+)/src/simulator/" },
      to: { path: "^packages/(?!simulator/)", pathNot: "^packages/$1/(src/simulator|test/wire)/" },
    },
    {
      name: "client-without-simulator",
      comment: "The simulator brings zod; a production import must never reach it.",
      severity: "error",
      from: {
        path: "^packages/([^/]+)/src/",
        pathNot: "^packages/[^/]+/src/simulator/|\\.test\\.ts$|^packages/(simulator|conformance|cli)/",
      },
      to: { path: "^packages/simulator/|^packages/$1/src/simulator/" },
    },
    {
      name: "packages-by-their-doors",
      comment: "Outside of its own folder a package is imported by its name.",
      severity: "error",
      from: { path: "^packages/([^/]+)/|^(tooling|examples)/" },
      to: { path: "^packages/[^/]+/src/", pathNot: "^packages/$1/|/src/(index|provider|simulator/index)\\.ts$" },
    },
    {
      name: "no-test-in-source",
      severity: "error",
      from: { path: "^packages/[^/]+/src/", pathNot: "\\.test\\.ts$" },
      to: { path: "\\.test\\.ts$|^packages/[^/]+/test/" },
    },
    {
      name: "no-circles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-unresolved",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^#|^@dialect/[^/]+/simulator$" },
    },
  ],
  options: {
    tsConfig: { fileName: "tooling/tsconfig/boundaries.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "/dist/|/test/wire/|node_modules/(?!@dialect)" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node", "default"],
      extensions: [".ts", ".js", ".mjs", ".cjs"],
    },
  },
};
