import ts from "typescript";
import { posix } from "node:path";
import type { Finding, House, Rule } from "../house.ts";
import { modelLiterals, providersOf, textOf, type Literal } from "../rows.ts";

const isSource = ({ members }: Literal): boolean => members.has("evidence");

/** What is wrong with one source: no date, or a recording that is not there. */
function faultsOf(house: House, provider: string, { path, line, members }: Literal): readonly Finding[] {
  const read = textOf(members.get("read")) ?? "";
  const wire = textOf(members.get("wire"));
  const url = textOf(members.get("url"));
  const faults: string[] = [];
  if (!/^20\d\d-\d\d-\d\d$/.test(read)) faults.push(`was read on "${read}", which is no date`);
  if (wire === undefined && !(url ?? "").startsWith("https://"))
    faults.push("has neither a recording nor an https page");
  if (wire !== undefined && !house.paths.includes(posix.join(`packages/${provider}/test/wire`, wire))) {
    faults.push(`names the recording ${wire}, which is not in test/wire`);
  }
  return faults.map((message) => ({ path, line, message: `a source ${message}` }));
}

export const rowSources: Rule = {
  name: "row-sources",
  why: "each cell says where it comes from: a page or a recording, and the day on which it was read",
  check(house) {
    return providersOf(house).flatMap((provider) => {
      const literals = modelLiterals(house, provider);
      const tables = literals.filter(({ members }) =>
        [...members.values()].some(
          (value) => ts.isObjectLiteralExpression(value) && literals.some((one) => isSource(one) && inside(value, one)),
        ),
      );
      const known = new Set(tables.flatMap(({ members }) => [...members.keys()]));
      const lost = literals.flatMap(({ path, line, members }) => {
        const source = members.has("support") ? textOf(members.get("source")) : undefined;
        return source === undefined || known.has(source)
          ? []
          : [{ path, line, message: `cites "${source}", which is in no sources table` }];
      });
      return [...literals.filter(isSource).flatMap((one) => faultsOf(house, provider, one)), ...lost];
    });
  },
};

function inside(value: ts.ObjectLiteralExpression, { members }: Literal): boolean {
  return value.properties.some(
    (property) => ts.isPropertyAssignment(property) && members.get("evidence") === property.initializer,
  );
}
