import {
  type AssistantMessage,
  type FilePart,
  importMessages as importPlain,
  type Imported,
  type JsonObject,
  type Message,
  type SourcePart,
  type Unread,
  type UserMessage,
  type UserPart,
} from "@dialect/core";

const reasoningFields: readonly string[] = ["reasoning_content", "reasoning"];

/**
 * Reads OpenAI-format dicts: a file id becomes a file part (this wire takes PDF by id, nothing else), citations become
 * sources, and the reasoning that custom servers write becomes the reasoning part in front. Assistant turns are stamped
 * with where they came from. What no message holds stays in `unread`.
 *
 * @throws {@link DialectError} `invalid_history` for a field of a wrong type
 */
export function importMessages(
  dicts: readonly JsonObject[],
  from: { readonly model: string; readonly route?: "chat" | "responses" },
): Imported {
  const plain = importPlain(dicts);
  const unread: Unread[] = [];
  const messages = [...plain.messages];
  for (const one of plain.unread) {
    const message = messages[one.message] as Message;
    const read =
      message.role === "assistant"
        ? readIntoAssistant(message, one)
        : message.role === "user"
          ? readIntoUser(message, one, unread)
          : undefined;
    if (read === undefined) unread.push(one);
    else messages[one.message] = read;
  }
  const stamped = messages.map((message): Message =>
    message.role === "assistant" && message.origin === undefined
      ? { ...message, origin: { provider: "openai", route: from.route ?? "chat", model: from.model, complete: true } }
      : message,
  );
  return { messages: stamped, unread };
}

function readIntoAssistant(message: AssistantMessage, { path, value }: Unread): AssistantMessage | undefined {
  // The order of calls says what their numbers say.
  if (/^tool_calls\[\d+\]\.index$/.test(path) || (path === "annotations" && Array.isArray(value) && value.length === 0))
    return message;
  if (reasoningFields.includes(path) && typeof value === "string") {
    const there = message.content.some((part) => part.type === "reasoning");
    if (value === "") return message;
    // Some servers write the same reasoning under both names.
    if (there)
      return message.content.some((part) => part.type === "reasoning" && part.text === value) ? message : undefined;
    return { ...message, content: [{ type: "reasoning", text: value, field: path }, ...message.content] };
  }
  if (path !== "annotations" || !Array.isArray(value)) return undefined;
  const sources = value.map(sourceOf);
  if (sources.includes(undefined)) return undefined;
  return { ...message, content: [...message.content, ...(sources as readonly SourcePart[])] };
}

function sourceOf(annotation: unknown): SourcePart | undefined {
  const citation = (
    annotation as { readonly url_citation?: { readonly url?: unknown; readonly title?: unknown } } | null
  )?.url_citation;
  if (typeof citation?.url !== "string") return undefined;
  return {
    type: "source",
    url: citation.url,
    ...(typeof citation.title === "string" ? { title: citation.title } : {}),
  };
}

/** `content[1].file` with a file id: core cannot know whose file it is. */
function readIntoUser(
  message: UserMessage,
  { message: index, path, value }: Unread,
  lost: readonly Unread[],
): UserMessage | undefined {
  const place = /^content\[(\d+)\]\.file$/.exec(path)?.[1];
  const { file_id: fileId, filename } = value as { readonly file_id?: unknown; readonly filename?: unknown };
  if (place === undefined || typeof fileId !== "string") return undefined;
  const part: FilePart = {
    type: "file",
    mediaType: "application/pdf",
    ...(typeof filename === "string" ? { name: filename } : {}),
    source: { provider: "openai", fileId },
  };
  const content: readonly UserPart[] =
    typeof message.content === "string" ? [{ type: "text", text: message.content }] : message.content;
  // Parts that no message holds leave no gap.
  const lostBefore = lost.filter((one) => one.message === index && /^content\[\d+\](\.file)?$/.test(one.path)).length;
  return { role: "user", content: content.toSpliced(Number(place) - lostBefore, 0, part) };
}
