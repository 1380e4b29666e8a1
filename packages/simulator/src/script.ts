import { defaultTurn } from "./default-turn.js";
import type { Reply } from "./reply.js";

/** What the model says in one turn, in words that belong to no provider. A provider's simulator writes it in its own wire. */
export interface ScriptedTurn {
  readonly reasoning?: string;
  readonly text?: string;
  readonly refusal?: string;
  readonly toolCalls?: readonly ScriptedCall[];
  /** `tool-calls` if there are calls, else `stop`, unless given. */
  readonly finish?: "stop" | "length" | "content-filter" | "tool-calls";
  readonly usage?: ScriptedUsage;
  /** Characters per delta. @defaultValue 8 */
  readonly pieceLength?: number;
  /** What the stream leaves out, as some servers do. */
  readonly omit?: readonly ("usage" | "finish" | "terminator")[];
  /** Instead of an answer: the vendor's error, in the vendor's shape. */
  readonly error?: ScriptedError;
  /** Instead of an answer: these bytes, e.g. a recording. */
  readonly raw?: RawAnswer;
}

/** `arguments`: a string goes on the wire as it is (also broken), anything else as JSON. */
export interface ScriptedCall {
  readonly name: string;
  readonly arguments: unknown;
  /** Made by the simulator in its vendor's form unless given. */
  readonly id?: string;
}

/** Tokens; what is absent is estimated by the simulator. */
export interface ScriptedUsage {
  readonly input?: number;
  readonly output?: number;
  readonly reasoning?: number;
  readonly cached?: number;
}

/** With `inStream`, status 200 and the error in the middle of the stream, after whatever content the turn has. */
export interface ScriptedError {
  readonly status: number;
  readonly message: string;
  readonly code?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly inStream?: boolean;
}

export interface RawAnswer {
  readonly bytes: Uint8Array | string;
  /** @defaultValue 200 */
  readonly status?: number;
  /** `content-type` is `text/event-stream` unless given. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a simulator tells the script about a request, in neutral words. */
export interface ScriptRequest {
  readonly tools?: readonly { readonly name: string; readonly schema: unknown }[];
  readonly toolChoice?: "auto" | "none" | "required" | { readonly name: string };
  readonly lastRole: "system" | "user" | "assistant" | "tool";
  /** Text of the last message: the question, or the tool's result. */
  readonly lastText?: string;
  /** JSON is demanded; with `schema`, an instance of it. */
  readonly wantsJson?: boolean;
  readonly schema?: unknown;
}

export interface Script {
  /** The next scripted turn; when there is none left, a default answer made from the request. */
  next(request: ScriptRequest): ScriptedTurn;
  add(...turns: readonly ScriptedTurn[]): void;
  /** Scripted turns that nobody has asked for yet. */
  readonly remaining: number;
}

export function createScript(turns: readonly ScriptedTurn[] = []): Script {
  const queue = [...turns];
  return {
    next: (request) => queue.shift() ?? defaultTurn(request),
    add(...more) {
      queue.push(...more);
    },
    get remaining() {
      return queue.length;
    },
  };
}

/** Sends `turn.raw`, if the turn has it; `true` = answered. */
export function playRaw(turn: ScriptedTurn, reply: Reply): boolean {
  if (turn.raw === undefined) return false;
  const { bytes, status = 200, headers = {} } = turn.raw;
  reply.stream(headers, status).raw(bytes).end();
  return true;
}
