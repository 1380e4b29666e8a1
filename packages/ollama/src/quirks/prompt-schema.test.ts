import { expect, it } from "vitest";
import { promptSchema } from "./prompt-schema.js";

it("one system message with name and schema", () => {
  const message = promptSchema({ type: "object" }, "pet");
  expect(message.role).toBe("system");
  expect(message.content).toContain('named "pet"');
  expect(message.content).toContain('{"type":"object"}');
});
