import type { ExpectedFailure } from "@dialect/conformance";

/** What the kit may fail today. An entry that passes fails the test: it is stale. */
export const expectedFailures: readonly ExpectedFailure[] = [];
