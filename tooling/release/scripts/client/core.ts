import { defaultTransport, parseEvent, startChat, type ChatDriver } from "@dialect/core/provider";

const url = "https://api.example.com/v1/chat/completions";

/** The smallest client that somebody can write on core: Chat Completions text, by `fetch` in a browser. */
function driver(apiKey: string, prompt: string): ChatDriver {
  const body = { model: "example", stream: true, messages: [{ role: "user", content: prompt }] };
  const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
  return {
    wire: { method: "POST", url, headers, body: JSON.stringify(body) },
    prepared: {
      provider: "example",
      route: "chat",
      model: "example",
      method: "POST",
      url,
      headers: {},
      body,
      warnings: [],
    },
    framing: "sse",
    transport: defaultTransport(),
    reader: (out) => ({
      data(_event, data) {
        if (data === "[DONE]") return true;
        const { choices } = parseEvent(data) as {
          choices: { delta: { content?: string }; finish_reason: string | null }[];
        };
        const text = choices[0]?.delta.content ?? "";
        if (text !== "") out.delta(out.begin("text"), text);
        const raw = choices[0]?.finish_reason ?? null;
        if (raw !== null) out.finish({ reason: raw === "stop" ? "stop" : "other", raw });
      },
      end: () => {},
    }),
    body: () => {},
    classify: () => ({ code: "provider_error", retryable: false }),
  };
}
export async function stream(apiKey: string, print: (text: string) => void): Promise<void> {
  for await (const text of startChat(() => driver(apiKey, "Hello"), { messages: [] }, {}).text()) print(text);
}
