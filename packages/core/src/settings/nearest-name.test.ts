import { expect, it } from "vitest";
import { didYouMean, nearestName } from "./nearest-name.js";

it.each([
  ["temprature", "temperature"],
  ["max_tokens", "maxTokens"],
  ["topp", "topP"],
  ["stops", "stop"],
  ["maxtokns", "maxTokens"],
  ["zzzzzz", undefined],
  ["", undefined],
])("%j most likely means %j", (name, expected) => {
  expect(nearestName(name, ["temperature", "maxTokens", "topP", "stop", "toolChoice"])).toBe(expected);
});

it("knows a name by its letters in order", () => {
  expect(nearestName("max_tokens", ["maxOutputTokens", "messages"])).toBe("maxOutputTokens");
});

it("ends a sentence only when a name is near", () => {
  expect(didYouMean("stops", ["stop"])).toBe(' Did you mean "stop"?');
  expect(didYouMean("zzzzzz", ["stop"])).toBe("");
});
