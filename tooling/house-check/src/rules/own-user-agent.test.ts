import { expect, it } from "vitest";
import { houseOf } from "../house.ts";
import { ownUserAgent } from "./own-user-agent.ts";

const check = (path: string, text: string) =>
  ownUserAgent.check(houseOf({ [path]: text })).map(({ message }) => message);

it("fires on another product in an example or a default", () => {
  expect(check("packages/acme/README.md", `userAgent: "SomeCLI/1.2"`)).toEqual(["shows SomeCLI/1.2 as a user agent"]);
  expect(check("packages/acme/src/settings.ts", `"user-agent": "Mozilla/5.0 (X11)"`)).toEqual([
    "shows Mozilla/5.0 as a user agent",
  ]);
});

it("takes our own name, the user's, and a simulator's list of refused ones", () => {
  expect(check("packages/acme/README.md", `userAgent: "my-app/1.0" // sent as my-app/1.0 @dialect/acme/0.1.0`)).toEqual(
    [],
  );
  expect(check("packages/acme/src/simulator/agents.ts", `// User-Agent SomeCLI/1.2 is let in`)).toEqual([]);
  expect(check("packages/acme/src/errors.ts", "// HTTP/1.1 403")).toEqual([]);
});
