import { expect, it } from "vitest";
import { houseOf } from "../house.ts";
import { chatDriverMembers } from "./chat-driver-members.ts";

const path = "packages/core/src/contract/wire.ts";
const driver = (members: readonly string[]) =>
  houseOf({
    [path]: `export interface ChatDriver {\n${members.map((member) => `  ${member}(): void;`).join("\n")}\n}`,
  });
const seven = ["a", "b", "c", "d", "e", "f", "g"];

it("fires on an eighth member and names them all", () => {
  expect(chatDriverMembers.check(driver([...seven, "onRetry"]))).toEqual([
    { path, message: "ChatDriver has 8 members: a, b, c, d, e, f, g, onRetry" },
  ]);
});

it("fires when the interface is gone", () => {
  expect(chatDriverMembers.check(houseOf({ [path]: "export interface Driver {}" }))).toHaveLength(1);
});

it("takes seven", () => {
  expect(chatDriverMembers.check(driver(seven))).toEqual([]);
});
