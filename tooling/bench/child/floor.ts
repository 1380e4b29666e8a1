/** The least that reading such an answer takes: a raw undici request, a split into lines, JSON.parse. */
import { type Dispatcher, request } from "undici";
import type { Answer, Side } from "./side.ts";

const headers = { "content-type": "application/json", authorization: "Bearer k" };
const messages = [{ role: "user", content: "Answer." }];

async function post(url: string, body: object): Promise<Dispatcher.ResponseData["body"]> {
  const response = await request(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (response.statusCode !== 200) throw new Error(`status ${response.statusCode}`);
  return response.body;
}

/** Calls `event` with each data line, parsed. */
function readEvents<Event>(body: Dispatcher.ResponseData["body"], event: (value: Event) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = "";
  return new Promise((resolve, reject) => {
    body.on("data", (bytes: Buffer) => {
      const text = rest + decoder.decode(bytes, { stream: true });
      let at = 0;
      for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", at)) {
        if (text.startsWith("data: ", at) && !text.startsWith("[DONE]", at + 6))
          event(JSON.parse(text.slice(at + 6, end)) as Event);
        at = end + 1;
      }
      rest = text.slice(at);
    });
    body.on("end", resolve);
    body.on("error", reject);
  });
}

interface ChatChunk {
  readonly choices: readonly {
    readonly delta: {
      readonly content?: string | null;
      readonly tool_calls?: readonly { readonly function: { readonly arguments: string } }[];
    };
    readonly finish_reason: string | null;
  }[];
}

async function chat(url: string, fields: object = {}): Promise<Answer> {
  let text = "";
  const fragments: string[] = [];
  let finish: string | null = null;
  await readEvents<ChatChunk>(
    await post(`${url}/v1/chat/completions`, { model: "bench-1", messages, stream: true, ...fields }),
    ({ choices }) => {
      const choice = choices[0];
      if (choice === undefined) return;
      if (typeof choice.delta.content === "string") text += choice.delta.content;
      const call = choice.delta.tool_calls?.[0];
      if (call !== undefined) fragments.push(call.function.arguments);
      finish ??= choice.finish_reason;
    },
  );
  if (finish === null) throw new Error("no finish reason");
  const json = fragments.join("");
  if (json !== "") JSON.parse(json);
  return { text, reasoning: "", arguments: json };
}

export const side: Side = {
  chat: (url) => chat(url),
  arguments: (url) =>
    chat(url, { tools: [{ type: "function", function: { name: "write_file", parameters: { type: "object" } } }] }),
  async responses(url) {
    let text = "";
    let reasoning = "";
    let status = "";
    interface Event {
      readonly type: string;
      readonly delta: string;
      readonly response: { readonly status: string };
    }
    await readEvents<Event>(
      await post(`${url}/v1/responses`, { model: "bench-1", input: messages, stream: true }),
      (event) => {
        if (event.type === "response.output_text.delta") text += event.delta;
        else if (event.type === "response.reasoning_summary_text.delta") reasoning += event.delta;
        else if (event.type === "response.completed") status = event.response.status;
      },
    );
    if (status !== "completed") throw new Error("not completed");
    return { text, reasoning, arguments: "" };
  },
  async whole(url) {
    const body = await post(`${url}/v1/chat/completions`, { model: "bench-1", messages });
    const answer = JSON.parse(await body.text()) as { choices: { message: { content: string } }[] };
    return { text: answer.choices[0]?.message.content ?? "", reasoning: "", arguments: "" };
  },
  async hold(url) {
    const body = await post(`${url}/v1/chat/completions`, { model: "bench-1", messages, stream: true });
    const held = { body, text: "" };
    await new Promise<void>((resolve, reject) => {
      readEvents<ChatChunk>(body, ({ choices }) => {
        held.text += choices[0]?.delta.content ?? "";
        if (held.text !== "") resolve();
      }).catch(reject);
    });
    return held;
  },
};
