import ts from "typescript";
import type { Rule } from "../house.ts";

const path = "packages/core/src/contract/wire.ts";

/** Names of the members of an interface, in order. */
export function membersOf(text: string, name: string): readonly string[] {
  const file = ts.createSourceFile("wire.ts", text, ts.ScriptTarget.Latest);
  const found = file.statements.find(
    (statement): statement is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === name,
  );
  return (found?.members ?? []).map((member) => member.name?.getText(file) ?? "?");
}

export const chatDriverMembers: Rule = {
  name: "chat-driver-members",
  why: "what a provider gives to the turn is seven members; an eighth is a hook, and needs an ADR and this rule changed",
  check(house) {
    if (!house.paths.includes(path)) return [];
    const members = membersOf(house.text(path), "ChatDriver");
    if (members.length === 7) return [];
    return [{ path, message: `ChatDriver has ${members.length} members: ${members.join(", ")}` }];
  },
};
