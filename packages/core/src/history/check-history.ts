/**
 * Refuses histories that a server would refuse later, without saying where: wrong shapes, cut or unparsable calls,
 * calls and results that do not pair up, state of another provider.
 */
import { checkKeys, checkOpaque, checkPart } from "./check-part.js";
import { type FaultAt, faultsOf, isObject, placeOf, show, type Unchecked } from "./fault.js";

const keys: Readonly<Record<string, readonly string[]>> = {
  system: ["role", "content", "opaque"],
  user: ["role", "content"],
  assistant: ["role", "content", "origin"],
  tool: ["role", "toolCallId", "toolName", "content", "isError", "opaque"],
};

/** Calls of the last assistant turn: id, tool name, place, and whether it has its result. */
type Calls = Map<string, { readonly name: string; readonly place: string; answered: boolean }>;

/**
 * Checks the messages before they are sent to `who.provider`. Places are written as `messages[3].content[1]`.
 *
 * @throws {@link DialectError} `invalid_history`, or `media_type_unknown` for a file without a type.
 */
export function checkHistory(messages: unknown, who: { readonly provider: string }): void {
  const fault = faultsOf(who.provider);
  if (!Array.isArray(messages)) throw fault("messages", `is ${show(messages)} instead of a list`);
  if (messages.length === 0) throw fault("messages", "is empty; there is nothing to send");
  let calls: Calls = new Map();
  for (const [index, message] of (messages as readonly unknown[]).entries()) {
    const place = placeOf(index);
    const role = checkShape(message, place, who.provider, fault);
    if (role === "tool") answer(calls, message as Unchecked, place, fault);
    else {
      refuseUnanswered(calls, `before ${place} (${role})`, fault);
      calls = role === "assistant" ? callsOf(message as Unchecked, index, fault) : new Map();
    }
  }
  refuseUnanswered(calls, "at the end of the history", fault);
}

function checkShape(message: unknown, place: string, provider: string, fault: FaultAt): string {
  if (!isObject(message)) throw fault(place, `is ${show(message)} instead of a message`);
  const role = message["role"];
  const known = typeof role === "string" && Object.hasOwn(keys, role) ? keys[role] : undefined;
  if (known === undefined) {
    const hint =
      role === "developer" || role === "function" ? "importMessages(dicts) reads OpenAI-format dicts." : undefined;
    throw fault(place, `has the role ${show(role)}; roles are ${Object.keys(keys).join(", ")}`, hint);
  }
  const name = role as string;
  checkKeys(message, known, place, `a message of the role ${name}`, fault);
  checkOpaque(message["opaque"], false, place, provider, fault);
  checkContent(message, name, place, provider, fault);
  if (name === "tool") checkToolMessage(message, place, fault);
  if (name === "assistant") checkOrigin(message["origin"], place, fault);
  return name;
}

function checkContent(message: Unchecked, role: string, place: string, provider: string, fault: FaultAt): void {
  const content = message["content"];
  if (typeof content === "string" && role !== "assistant") return;
  if (role === "tool" && isObject(content)) {
    const only = Object.keys(content).join();
    if (only !== "json" || !isJson(content["json"]))
      throw fault(place, "(tool) has content that is neither a text, parts nor { json } with plain JSON");
    return;
  }
  if (!Array.isArray(content) || role === "system") {
    const wanted =
      role === "system" ? "a text" : role === "assistant" ? "a list of parts" : "a text or a list of parts";
    const hint =
      role === "assistant" && (content === null || typeof content === "string")
        ? "importMessages(dicts) reads OpenAI-format dicts."
        : undefined;
    throw fault(place, `(${role}) has content ${show(content)} instead of ${wanted}`, hint);
  }
  if (content.length === 0) throw fault(place, `(${role}) has no parts`, "Leave the message out.");
  content.forEach((part: unknown, at) => checkPart(part, role, `${place}.content[${at}]`, provider, fault));
}

function checkToolMessage(message: Unchecked, place: string, fault: FaultAt): void {
  for (const name of ["toolCallId", "toolName"]) {
    if (typeof message[name] !== "string")
      throw fault(place, `(tool) has ${name} ${show(message[name])} instead of a text`);
  }
  const isError = message["isError"];
  if (isError !== undefined && typeof isError !== "boolean")
    throw fault(place, `(tool) has isError ${show(isError)} instead of true or false`);
}

function checkOrigin(origin: unknown, place: string, fault: FaultAt): void {
  if (origin === undefined) return;
  const whole =
    isObject(origin) &&
    typeof origin["complete"] === "boolean" &&
    ["provider", "route", "model"].every((name) => typeof origin[name] === "string");
  if (!whole) throw fault(place, "has an origin that is not { provider, route, model, complete }");
}

function callsOf(message: Unchecked, index: number, fault: FaultAt): Calls {
  const calls: Calls = new Map();
  (message["content"] as readonly Unchecked[]).forEach((part, at) => {
    if (part["type"] !== "tool-call") return;
    const id = part["id"] as string;
    const place = placeOf(index, at);
    const earlier = calls.get(id);
    if (earlier !== undefined) throw fault(place, `is a second call with the id "${id}" of ${earlier.place}`);
    calls.set(id, { name: part["name"] as string, place, answered: false });
  });
  return calls;
}

function answer(calls: Calls, message: Unchecked, place: string, fault: FaultAt): void {
  const id = message["toolCallId"] as string;
  const call = calls.get(id);
  if (call === undefined) {
    const open = [...calls.keys()].map((one) => `"${one}"`).join(", ");
    throw fault(
      place,
      `is a result for "${id}", which the assistant turn before it did not call (${open === "" ? "it has no calls" : `its calls: ${open}`})`,
    );
  }
  if (call.answered) throw fault(place, `is a second result for "${id}" (${call.place})`);
  if (message["toolName"] !== call.name) {
    throw fault(
      place,
      `is a result of the tool ${show(message["toolName"])}, but "${id}" (${call.place}) called "${call.name}"`,
    );
  }
  call.answered = true;
}

function refuseUnanswered(calls: Calls, where: string, fault: FaultAt): void {
  const open = [...calls].filter(([, call]) => !call.answered);
  const [first] = open;
  if (first === undefined) return;
  const ids = open.map(([id, call]) => `"${id}" (${call.name})`).join(", ");
  throw fault(
    first[1].place,
    `has no result ${where}; without one: ${ids}`,
    "Append a tool message for each call, with isError if the tool did not run.",
  );
}

/** Whether a value survives JSON unchanged. */
function isJson(value: unknown): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  if (typeof value !== "object") return false;
  const prototype = Object.getPrototypeOf(value) as unknown;
  return (
    (prototype === Object.prototype || prototype === null) &&
    Object.values(value).every((inner) => inner !== undefined && isJson(inner))
  );
}
