import ts from "typescript";
import type { House } from "./house.ts";
import { packagesOf } from "./packages.ts";

const contract = "packages/core/src/contract/capability.ts";

/** An object literal of a models file, with the names of its members. */
export interface Literal {
  readonly path: string;
  readonly line: number;
  readonly members: ReadonlyMap<string, ts.Expression>;
}

function membersOf(node: ts.ObjectLiteralExpression): ReadonlyMap<string, ts.Expression> {
  return new Map(
    node.properties.flatMap((property) =>
      ts.isPropertyAssignment(property) && (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))
        ? [[property.name.text, property.initializer] as const]
        : [],
    ),
  );
}

/** Every object literal of a provider's models.ts or models/, outermost first. */
export function modelLiterals(house: House, provider: string): readonly Literal[] {
  const models = new RegExp(`^packages/${provider}/src/models(\\.ts|/.*\\.ts)$`);
  return house.paths
    .filter((path) => models.test(path) && !path.endsWith(".test.ts"))
    .flatMap((path) => {
      const file = ts.createSourceFile(path, house.text(path), ts.ScriptTarget.Latest);
      const found: Literal[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isObjectLiteralExpression(node)) {
          found.push({
            path,
            line: file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1,
            members: membersOf(node),
          });
        }
        ts.forEachChild(node, visit);
      };
      visit(file);
      return found;
    });
}

/** The names of `CellName` in core's contract. */
export function cellNames(house: House): readonly string[] {
  if (!house.paths.includes(contract)) return [];
  const union = /type CellName =([\s\S]*?);/.exec(house.text(contract))?.[1] ?? "";
  return [...union.matchAll(/"(\w+)"/g)].map((match) => match[1] ?? "");
}

/** Names of the provider packages of a house. */
export function providersOf(house: House): readonly string[] {
  return packagesOf(house)
    .filter(({ kind }) => kind === "provider")
    .map(({ name }) => name);
}

/** The text of a string literal, through `as const`. */
export function textOf(node: ts.Expression | undefined): string | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;
}
