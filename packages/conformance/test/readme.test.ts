import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { allChecks } from "../src/index.js";

it("README.md lists every check with its law", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const between = readme.split("<!-- checks -->")[1]?.split("<!-- /checks -->")[0]?.trim();
  const cells = allChecks.filter((check) => check.id.startsWith("capability."));
  const rows = allChecks.filter((check) => !cells.includes(check)).map((check) => `| \`${check.id}\` | ${check.law} |`);
  const last = `| ${cells.map((check) => `\`${check.id}\``).join(" ")} | What the row says about the cell holds: it works and is on the wire, or it is refused by name before the network. |`;
  expect(between).toBe(["| id | law |", "|---|---|", ...rows, last].join("\n"));
});
