import { isDialectError, type Json } from "@dialect/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventsOf, replayEvents, wireFile, withItem, withText } from "../test/replay.js";

const recorded = ["a.tools-parallel.sse", "b.tools-parallel.sse", "c.text.sse"].flatMap((file) =>
  eventsOf(wireFile(file)).map((event) => event.data),
);

/** One member of an event, somewhere in it, replaced. */
function damage(event: Json, path: readonly number[], value: Json): Json {
  if (typeof event !== "object" || event === null || path.length === 0) return value;
  const keys = Object.keys(event);
  const key = keys[(path[0] ?? 0) % Math.max(1, keys.length)];
  if (key === undefined) return value;
  const inside = damage((event as Record<string, Json>)[key] ?? null, path.slice(1), value);
  return Array.isArray(event)
    ? event.map((one: Json, place) => (String(place) === key ? inside : one))
    : { ...event, [key]: inside };
}

describe("damaged streams", () => {
  it("random events, in random order, with random members: read, or refused by a named error", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            pick: fc.nat(),
            path: fc.array(fc.nat(12), { maxLength: 4 }),
            value: fc.jsonValue(),
            hurt: fc.boolean(),
          }),
          { maxLength: 40 },
        ),
        fc.constantFrom(withItem, withText),
        (picks, description) => {
          const events = picks.map(({ pick, path, value, hurt }) => {
            const event = recorded[pick % recorded.length] as Json;
            return { name: "", data: hurt ? damage(event, path, value as Json) : event };
          });
          try {
            replayEvents(events, description);
          } catch (error) {
            expect(isDialectError(error) ? error.code : error).toMatch(
              /^(malformed_event|response_event_missing_field)$/,
            );
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
