import { defaultTransport, parseEvent, startChat, type ChatDriver } from "@dialect/core/provider";

/** One chunk of Chat Completions, as far as text goes. */
interface Chunk {
  readonly choices: readonly { readonly delta: { readonly content?: string }; readonly finish_reason: string | null }[];
}

/** The smallest client that somebody can write on core: Chat Completions text, by `fetch` in a browser. */
function driver(url: string, authorization: string, model: string): ChatDriver {
  const body = { model, stream: true, messages: [{ role: "user", content: "Hello" }] };
  const request = { method: "POST", url, headers: { authorization, "content-type": "application/json" } };
  return {
    wire: { ...request, body: JSON.stringify(body) },
    prepared: { ...request, headers: {}, provider: "example", route: "chat", model, body, warnings: [] },
    framing: "sse",
    transport: defaultTransport(),
    reader(out) {
      let index: number | undefined;
      return {
        data(_event, data) {
          if (data === "[DONE]") return true;
          const choice = (parseEvent(data) as unknown as Chunk).choices[0];
          if (choice?.delta.content) out.delta((index ??= out.begin("text")), choice.delta.content);
          if (choice?.finish_reason) out.finish({ reason: "stop", raw: choice.finish_reason });
        },
        end() {},
      };
    },
    body() {},
    classify: () => ({ code: "provider_error", retryable: false }),
  };
}

export async function stream(url: string, key: string, model: string, print: (text: string) => void): Promise<void> {
  for await (const text of startChat(() => driver(url, `Bearer ${key}`, model), { messages: [] }, {}).text())
    print(text);
}
