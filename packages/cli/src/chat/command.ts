import { readFile } from "node:fs/promises";
import {
  type Assume,
  type CapabilityRow,
  type ChatModel,
  closeTurn,
  DialectError,
  isDialectError,
  type Message,
  type ToolCall,
  type ToolMessage,
} from "@dialect/core";
import { connect, type EndpointOptions } from "../connect.js";
import { printFailure } from "../failure.js";
import { colours, type Io, note } from "../io.js";
import { askLine, askYes, readAll } from "./ask.js";
import { loadHistory, saveHistory } from "./history-file.js";
import { locate, readFileTool, readText } from "./read-file.js";
import { jsonRenderer, textRenderer } from "./render.js";
import { runRounds } from "./rounds.js";

export interface ChatOptions extends EndpointOptions {
  readonly prompt?: string;
  readonly system?: string;
  readonly history?: string;
  readonly route?: string;
  readonly assume?: string;
  readonly effort?: string;
  readonly maxOutputTokens?: number;
  readonly tools: boolean;
  readonly allowRead: boolean;
  readonly json: boolean;
}

/** `dialect chat <provider>/<model>`. */
export async function chat(io: Io, target: string, options: ChatOptions): Promise<number> {
  const slash = target.indexOf("/");
  if (slash < 1 || slash === target.length - 1) {
    throw new DialectError("unknown_model", {
      message: `${JSON.stringify(target)} is not <provider>/<model>.`,
      hint: "For example: dialect chat acme/acme-2-pro",
    });
  }
  const provider = await connect(io, target.slice(0, slash), options);
  const model = provider.chat(target.slice(slash + 1), {
    ...(options.route === undefined ? {} : { route: options.route }),
    ...(options.assume === undefined ? {} : { assume: await readAssume(options.assume) }),
  });
  const saved = options.history === undefined ? [] : await loadHistory(options.history);
  const start: readonly Message[] =
    saved.length === 0 && options.system !== undefined ? [{ role: "system", content: options.system }] : saved;
  const session = createSession(io, model, options);
  const interactive =
    options.prompt === undefined && io.stdin.isTTY === true && io.stdout.isTTY === true && !options.json;
  if (interactive) return converse(io, session, start);
  const prompt = options.prompt ?? (await readAll(io));
  if (prompt === "")
    throw new DialectError("invalid_history", {
      message: "There is no prompt: neither --prompt nor anything on stdin.",
    });
  await session.say(start, prompt);
  return 0;
}

interface Session {
  say(history: readonly Message[], text: string): Promise<readonly Message[]>;
}

function createSession(io: Io, model: ChatModel, options: ChatOptions): Session {
  const tools = options.tools && supportsTools(model.capabilities);
  if (options.tools && !tools)
    note(io, `No tools: the row of ${model.model} does not say that it supports them (--assume does).`);
  const renderer = options.json ? jsonRenderer(io) : textRenderer(io);
  const controller = new AbortController();
  void io.stopped.then(() => controller.abort());
  return {
    async say(history, text) {
      let kept: readonly Message[] = [...history, { role: "user", content: text }];
      const keep = async (messages: readonly Message[]): Promise<void> => {
        kept = messages;
        if (options.history !== undefined) await saveHistory(options.history, messages);
      };
      try {
        return await runRounds(
          {
            model,
            renderer,
            options: { signal: controller.signal },
            settings: {
              ...(tools ? { tools: [readFileTool] } : {}),
              ...(options.effort === undefined ? {} : { reasoning: { effort: options.effort } }),
              ...(options.maxOutputTokens === undefined ? {} : { maxOutputTokens: options.maxOutputTokens }),
            },
            execute: (call) => execute(io, call, options),
            grown: keep,
          },
          kept,
        );
      } catch (error) {
        // What was received is the user's: saved in a form that can be sent again.
        const partial = isDialectError(error) ? error.partial?.message : undefined;
        if (partial !== undefined) {
          const closed = closeTurn(partial).message;
          if (closed !== undefined) await keep([...kept, closed]);
        }
        throw error;
      }
    },
  };
}

async function converse(io: Io, session: Session, start: readonly Message[]): Promise<number> {
  let history = start;
  for (;;) {
    const line = await askLine(io);
    if (line === undefined || line === "/exit") return 0;
    if (line === "") continue;
    try {
      history = await session.say(history, line);
    } catch (error) {
      printFailure(io, error, false);
      if (isDialectError(error) && error.code === "aborted") return 1;
    }
  }
}

/** Confirms and runs one call; every refusal goes back to the model as the tool's error. */
async function execute(io: Io, call: ToolCall, options: ChatOptions): Promise<ToolMessage> {
  const answer = (content: string, isError: boolean): ToolMessage => {
    if (options.json)
      io.stdout.write(
        `${JSON.stringify({ type: "tool-result", id: call.id, name: call.name, isError, characters: content.length })}\n`,
      );
    else
      io.stderr.write(
        `${colours(io, io.stderr).dim(`${call.name} ${isError ? "refused" : "read"}: ${isError ? content : `${content.length} characters`}`)}\n`,
      );
    return { role: "tool", toolCallId: call.id, toolName: call.name, content, ...(isError ? { isError } : {}) };
  };
  if (call.name !== readFileTool.name) return answer(`There is no tool ${call.name}.`, true);
  const place = await locate(io.cwd, call.input["path"]);
  if ("refused" in place) return answer(place.refused, true);
  const allowed =
    options.allowRead ||
    (io.stdin.isTTY === true && (await askYes(io, `Let the model read ${String(call.input["path"])}?`)));
  if (!allowed) return answer("The user did not allow it.", true);
  const read = await readText(place.file);
  return read.ok ? answer(read.text, false) : answer(read.reason, true);
}

function supportsTools(row: CapabilityRow): boolean {
  const cell = row.tools;
  if (cell === undefined) return false;
  const facts = "support" in cell ? [cell] : cell;
  return facts.some((fact) => fact.support === "native" || fact.support === "emulated");
}

/** A known model id, or a file with a row. */
async function readAssume(value: string): Promise<Assume> {
  if (!value.endsWith(".json")) return { like: value };
  const text = await readFile(value, "utf8").catch((error: Error) => {
    throw new DialectError("invalid_setting", { message: `--assume ${value} could not be read: ${error.message}` });
  });
  try {
    return JSON.parse(text) as Assume;
  } catch (cause) {
    throw new DialectError("invalid_setting", {
      message: `--assume ${value} is not JSON (${(cause as Error).message}).`,
    });
  }
}
