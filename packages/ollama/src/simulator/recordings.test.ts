import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ScriptedTurn } from "@dialect/simulator";
import { startSimulator, vendorError, type OllamaSimulatorOptions } from "./index.js";

/** Every recorded request gets the recorded status, content type, sentence of error and set of members. */
const wire = new URL("../../test/wire/", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, wire), "utf8");

interface Recording {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly request: string | undefined;
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

type Json = Readonly<Record<string, unknown>>;

/** Why a recording is not met in full; the status is, always. */
const deviations: Readonly<Record<string, string>> = {
  "api-chat-abort": "the recording ends where the client left",
  "api-pull-error-stream": "the sentence names an address that nobody listens on",
  "cloud-model": "the sentence names a resolver",
  "gpt-oss format two-pass native": "the scripted runner told no durations",
  "gpt-oss tool native": "the scripted runner told no durations",
  "gpt-oss malformed tool json native": "Go names the character where the simulator says that the input ended",
};

const broken: ScriptedTurn = { reasoning: "Okay", toolCalls: [{ name: "get_weather", arguments: '{"city": nope' }] };
const spoken: ScriptedTurn = { reasoning: "Okay", text: "one", error: vendorError("runner-crash") };
const cuda = { status: 500, message: "an error was encountered while running the model: CUDA error", inStream: true };
const context = {
  status: 400,
  message:
    '{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error"}}',
};

/** What the model or the machine did, where the request alone does not tell. */
const causes: Readonly<Record<string, ScriptedTurn>> = {
  "api-chat-tools-badjson": broken,
  "api-chat-tools-badjson-stream": broken,
  "api-chat-tools-cut": broken,
  "tools-badjson-stream": broken,
  "tools-cut-by-max_tokens": broken,
  "tools-cut-by-max_tokens-stream": broken,
  "kill-runner-mid-stream-native": spoken,
  "kill-runner-mid-stream-v1": spoken,
  "chat mid error stream": { text: "Hel", error: cuda },
  "v1 mid error stream": { text: "Hel", error: cuda },
  "chat early error stream": { error: vendorError("runner-stopped") },
  "chat early 400 stream": { error: context },
  "gpt-oss malformed tool json native": { toolCalls: [{ name: "get_weather", arguments: '{"city": nope' }] },
};

const circumstances: Readonly<Record<string, OllamaSimulatorOptions>> = {
  "cloud-model": { cloud: "unreachable" },
  "v1 cloud": { cloud: "signed-out-no-key" },
  "shared-blob-jinja-clash.2-tools-on-native-model": { sharedBlob: true },
};

function recorded(): readonly Recording[] {
  const requests = JSON.parse(read("requests.json")) as Record<
    string,
    { method: string; path: string; raw?: string; body?: Json }
  >;
  return Object.entries(requests).map(([name, { method, path, raw, body }]) => {
    const text = read(`recorded/${name}.resp.txt`).replaceAll("\r\n", "\n");
    const [head = "", ...rest] = text.split("\n\n");
    return {
      name,
      method,
      path,
      request: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
      status: Number(head.split(" ")[1]),
      type: /^content-type: (.*)$/im.exec(head)?.[1] ?? "",
      body: rest.join("\n\n"),
    };
  });
}

function routed(): readonly Recording[] {
  return readdirSync(new URL("router/", wire)).map((file) => {
    const one = JSON.parse(read(`router/${file}`)) as Recording & { readonly contentType: string };
    return { ...one, request: one.method === "GET" ? undefined : one.request, type: one.contentType };
  });
}

const isSimulated = ({ path }: Recording): boolean =>
  !/responses|messages|\/completions$/.test(path.replace("chat/completions", ""));

/** The JSON texts of a body: lines, events, or the whole. */
const documents = (text: string): readonly Json[] =>
  text
    .split("\n")
    .map((line) => line.replace(/^data: /, "").trim())
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Json);

function members(value: unknown, above = ""): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => members(one, `${above}[]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, below]) => [
    `${above}.${name}`,
    ...(name === "arguments" || name === "model_info" ? [] : members(below, `${above}.${name}`)),
  ]);
}
const membersOf = (text: string): readonly string[] =>
  [...new Set(documents(text).flatMap((one) => members(one)))].sort();

/** The turn that the recorded model took. */
function turnOf(body: string): ScriptedTurn {
  let reasoning = "";
  let text = "";
  let isCut = false;
  const toolCalls: { name: string; arguments: unknown }[] = [];
  for (const document of documents(body)) {
    const choice = (document["choices"] as readonly Json[] | undefined)?.[0];
    const message = (document["message"] ?? choice?.["delta"] ?? choice?.["message"] ?? {}) as Readonly<
      Record<string, string>
    >;
    reasoning += message["thinking"] ?? message["reasoning"] ?? "";
    text += message["content"] ?? "";
    const calls = (message["tool_calls"] ?? []) as unknown as readonly {
      function: { name: string; arguments: unknown };
    }[];
    toolCalls.push(...calls.map((call) => call.function));
    isCut ||= document["done_reason"] === "length" || choice?.["finish_reason"] === "length";
  }
  return { reasoning, text, toolCalls, ...(isCut ? { finish: "length" } : {}) };
}

describe.each([
  ["a real server, 0.33.0, recorded 2026-11-21", recorded()],
  ["the real router with a scripted runner, recorded 2026-11-20", routed()],
])("%s", (_, list) => {
  it.each(list.filter(isSimulated))("$name", async ({ name, method, path, request, status, type, body }) => {
    const turns = [causes[name] ?? turnOf(body)];
    await using simulator = await startSimulator({ strict: false, turns, ...circumstances[name] });
    if (name === "api-ps")
      await fetch(`${simulator.url}/api/chat`, { method: "POST", body: '{"model":"scripted","messages":[]}' });
    const response = await fetch(simulator.url + path, { method, ...(request === undefined ? {} : { body: request }) });
    const answer = await response.text();
    expect([response.status, response.headers.get("content-type")]).toEqual([status, type]);
    const seen = (text: string): unknown => [
      membersOf(text),
      documents(text)
        .map((one) => one["error"])
        .at(-1),
    ];
    // A deviation that is none any more is stale.
    if (name in deviations) expect(seen(answer)).not.toEqual(seen(body));
    else expect(seen(answer)).toEqual(seen(body));
    if (type.startsWith("text/plain")) expect(answer.trim()).toBe(body.trim());
  });
});
