import type { Rule } from "./house.ts";
import { chatDriverMembers } from "./rules/chat-driver-members.ts";
import { deadLinks } from "./rules/dead-links.ts";
import { errorDocs } from "./rules/error-docs.ts";
import { fileLength } from "./rules/file-length.ts";
import { insideTheRepo } from "./rules/inside-the-repo.ts";
import { manifestFields } from "./rules/manifest-fields.ts";
import { namesTheThing } from "./rules/names-the-thing.ts";
import { noSkippedTests } from "./rules/no-skipped-tests.ts";
import { ownUserAgent } from "./rules/own-user-agent.ts";
import { pinnedVersions } from "./rules/pinned-versions.ts";
import { providerDependency } from "./rules/provider-dependency.ts";
import { providerLayout } from "./rules/provider-layout.ts";
import { providerNames } from "./rules/provider-names.ts";
import { providerReadme } from "./rules/provider-readme.ts";
import { quirkName } from "./rules/quirk-name.ts";
import { quirkSource } from "./rules/quirk-source.ts";
import { quirkTest } from "./rules/quirk-test.ts";
import { rowCells } from "./rules/row-cells.ts";
import { rowSources } from "./rules/row-sources.ts";
import { runtimeDependencies } from "./rules/runtime-dependencies.ts";
import { simulatorImports } from "./rules/simulator-imports.ts";
import { versionConstant } from "./rules/version-constant.ts";

export const rules: readonly Rule[] = [
  providerNames,
  providerDependency,
  providerLayout,
  providerReadme,
  simulatorImports,
  chatDriverMembers,
  rowCells,
  rowSources,
  quirkName,
  quirkTest,
  quirkSource,
  fileLength,
  namesTheThing,
  noSkippedTests,
  manifestFields,
  runtimeDependencies,
  pinnedVersions,
  versionConstant,
  errorDocs,
  insideTheRepo,
  deadLinks,
  ownUserAgent,
];
