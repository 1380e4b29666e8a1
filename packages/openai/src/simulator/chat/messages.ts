import { checkFileId, dataUrlType, isPdf } from "../files/inference.js";
import type { FileStore } from "../files/store.js";
import type { ModelRow } from "../model-table.js";
import { refuse, type Refusal } from "../refusal.js";
import { partsOf, textOf, type ChatBody, type Message } from "./body.js";

/** The history: who may speak, what was answered, what can be read. */
export function checkMessages(body: ChatBody, row: ModelRow, files: FileStore): Refusal | undefined {
  return (
    checkRoles(body.messages, row) ??
    checkContents(body.messages) ??
    checkToolMessages(body.messages) ??
    checkParts(body.messages, files) ??
    checkJsonWord(body)
  );
}

/** @see https://github.com/agno-agi/agno/issues/1770 (the same sentence with `developer`, read 2026-11-20) */
function checkRoles(messages: readonly Message[], row: ModelRow): Refusal | undefined {
  if (row.userOnly !== true) return undefined;
  const index = messages.findIndex((message) => message.role === "system" || message.role === "developer");
  if (index < 0) return undefined;
  const where = `messages[${index}].role`;
  return refuse(
    `Unsupported value: '${where}' does not support '${messages[index]?.role ?? ""}' with this model.`,
    where,
    "unsupported_value",
  );
}

/** @see https://github.com/run-llama/llama_index/pull/17921 (read 2026-11-20) */
function checkContents(messages: readonly Message[]): Refusal | undefined {
  const index = messages.findIndex(
    (message) =>
      message.role === "assistant" &&
      message.content == null &&
      message.refusal == null &&
      message.tool_calls == null &&
      message.function_call == null,
  );
  return index < 0
    ? undefined
    : refuse("Invalid value for 'content': expected a string, got null.", `messages.[${index}].content`);
}

/** The spelling "preceeding" is the vendor's. @see https://github.com/sdcb/chats/issues/132 (read 2026-11-20) */
function checkToolMessages(messages: readonly Message[]): Refusal | undefined {
  let open: readonly string[] = [];
  for (const [index, message] of messages.entries()) {
    const where = `messages.[${index}].role`;
    if (message.role === "tool") {
      if (!open.includes(message.tool_call_id ?? "")) {
        return refuse(
          "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
          where,
        );
      }
      open = open.filter((id) => id !== message.tool_call_id);
      continue;
    }
    if (open.length > 0) return unanswered(open, where);
    open = (message.tool_calls ?? []).map((call) => call.id);
  }
  return open.length > 0 ? unanswered(open, `messages.[${messages.length - 1}].role`) : undefined;
}

function unanswered(ids: readonly string[], where: string): Refusal {
  return refuse(
    "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. " +
      `The following tool_call_ids did not have response messages: ${ids.join(", ")}`,
    where,
  );
}

/**
 * @see https://github.com/openai/openai-python/issues/2454 (sound to a model that hears nothing, read 2026-11-20)
 * @see https://github.com/trpc-group/trpc-agent-go/issues/1816 (a document that is no PDF, read 2026-11-20)
 */
function checkParts(messages: readonly Message[], files: FileStore): Refusal | undefined {
  for (const [index, message] of messages.entries()) {
    for (const [place, part] of partsOf(message).entries()) {
      const url = part.image_url?.url ?? "";
      const isNoImage = url.startsWith("data:") && !(dataUrlType(url) ?? "").startsWith("image/");
      if (part.type === "input_audio" || isNoImage) {
        return refuse(
          `Invalid 'messages[${index}]'. Content blocks are expected to be either text or image_url type.`,
          `messages[${index}]`,
          "invalid_value",
        );
      }
      const file = part.file;
      if (file?.file_id !== undefined) {
        const refusal = checkFileId(file.file_id, files, isPdf);
        if (refusal !== undefined) return refusal;
      }
      if (file?.file_data !== undefined && dataUrlType(file.file_data) !== "application/pdf") {
        return notPdf(`messages[${index}].content[${place}].file.file_data`, dataUrlType(file.file_data));
      }
    }
  }
  return undefined;
}

function notPdf(where: string, found: string | undefined): Refusal {
  const what = found === undefined ? "an invalid base64-encoded value" : `unsupported MIME type '${found}'`;
  return refuse(
    `Invalid file data: '${where}'. Expected a base64-encoded data URL with an application/pdf MIME type ` +
      `(e.g. 'data:application/pdf;base64,SGVsbG8sIFdvcmxkIQ=='), but got ${what}.`,
    where,
    "invalid_value",
  );
}

/** @see https://github.com/leandromineti/ai-assisted-coding probes/raw/openai.jsonl (recorded 2026-09-01, read 2026-11-20) */
function checkJsonWord(body: ChatBody): Refusal | undefined {
  if (body.response_format?.type !== "json_object" || body.messages.some((message) => /json/i.test(textOf(message))))
    return undefined;
  return refuse(
    "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
    "messages",
  );
}
