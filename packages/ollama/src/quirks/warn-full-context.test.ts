import { expect, it } from "vitest";
import { warnFullContext } from "./warn-full-context.js";

it("warns when the prompt fills the context, and when the answer does", () => {
  expect(warnFullContext(2048, 2048, 10)).toMatchObject({
    code: "context_full",
    message: expect.stringContaining("2048 tokens of a context of 2048"),
  });
  expect(warnFullContext(2048, 1792, 1)).toMatchObject({ code: "context_full" });
  expect(warnFullContext(2048, 1000, 1048)).toMatchObject({ message: expect.stringContaining("pushed out") });
});

it("says nothing where there is room, or where nobody knows", () => {
  expect(warnFullContext(2048, 1791, 100)).toBeUndefined();
  expect(warnFullContext(undefined, 2048, 10)).toBeUndefined();
  expect(warnFullContext(2048, undefined, undefined)).toBeUndefined();
});
