import { expect } from "vitest";
import { isDialectError, type Message } from "@dialect/core";
import { createOpenAI, type ModelId, type OpenAIRequest, type RouteId } from "../src/index.js";
import { scripted } from "./scripted.js";

export const messages: readonly Message[] = [{ role: "user", content: "hi" }];

/** What a request is refused with, by `prepare` and by the way that sends, with nothing sent; or nothing. */
export async function refusal(
  route: RouteId,
  model: string,
  request: Partial<OpenAIRequest>,
): Promise<{ readonly code: string; readonly message: string; readonly hint: string } | undefined> {
  const transport = scripted();
  const chat = createOpenAI({ apiKey: "k", transport }).chat(model as ModelId, {
    route,
    evidence: { atLeast: "documented" },
  });
  try {
    chat.prepare({ messages, ...request } as never);
  } catch (error) {
    if (!isDialectError(error)) throw error;
    // The same on the way that sends: refused there too, and nothing is sent.
    const thrown: unknown = await chat
      .stream({ messages, ...request } as never)
      .result()
      .catch((other: unknown) => other);
    expect(isDialectError(thrown) && thrown.code).toBe(error.code);
    expect(transport.sent).toEqual([]);
    expect(error).toMatchObject({ provider: "openai", route, model });
    return { code: error.code, message: error.message, hint: error.hint ?? "" };
  }
  return undefined;
}
