/** The shape of single message parts, for histories that went through files and other hands. */
import { parseArguments } from "../schema/parse-arguments.js";
import { nearestName } from "../settings/nearest-name.js";
import { type FaultAt, isObject, show, type Unchecked } from "./fault.js";

const carried = ["type", "opaque", "complete"];
const keys: Readonly<Record<string, readonly string[]>> = {
  text: [...carried, "text"],
  reasoning: [...carried, "text", "field"],
  refusal: [...carried, "text"],
  "tool-call": [...carried, "id", "name", "arguments"],
  file: [...carried, "mediaType", "name", "source", "altText"],
  source: [...carried, "url", "title"],
  opaque: ["type", "kind", "opaque"],
};
const ofUser = ["text", "file"];
const closeHint = "closeTurn(message) takes unfinished and unparsable calls out of an assistant turn and lists them.";

/** Checks one part of a message of the given role. `place` names it in the error. */
export function checkPart(part: unknown, role: string, place: string, provider: string, fault: FaultAt): void {
  if (!isObject(part)) throw fault(place, `is ${show(part)} instead of a part`);
  const type = part["type"];
  const known = typeof type === "string" && Object.hasOwn(keys, type) ? keys[type] : undefined;
  if (known === undefined) {
    throw fault(place, `has the type ${show(type)}; parts are ${Object.keys(keys).join(", ")}`, foreignPartHint(type));
  }
  const kind = type as string;
  if (role !== "assistant" && !ofUser.includes(kind)) {
    throw fault(place, `is a ${kind} part, which a ${role} message cannot have`);
  }
  checkKeys(part, known, place, `a ${kind} part`, fault);
  checkOpaque(part["opaque"], kind === "opaque", place, provider, fault);
  if (part["complete"] !== undefined && part["complete"] !== false)
    throw fault(place, `has complete: ${show(part["complete"])}; it is false or absent`);
  const texts =
    kind === "text" || kind === "reasoning" || kind === "refusal"
      ? ["text"]
      : kind === "source"
        ? ["url"]
        : kind === "opaque"
          ? ["kind"]
          : kind === "tool-call"
            ? ["id", "name", "arguments"]
            : [];
  for (const name of texts)
    if (typeof part[name] !== "string")
      throw fault(place, `(${kind}) has ${name} ${show(part[name])} instead of a text`);
  for (const name of ["field", "name", "altText", "title"]) {
    if (part[name] !== undefined && typeof part[name] !== "string")
      throw fault(place, `(${kind}) has ${name} ${show(part[name])} instead of a text`);
  }
  if (kind === "tool-call") checkCall(part, place, fault);
  if (kind === "file") checkFilePart(part, place, provider, fault);
  if (kind === "reasoning" && part["complete"] === false && part["opaque"] !== undefined) {
    throw fault(
      place,
      "is reasoning that was cut, with state that stands for the whole of it; no provider accepts that",
      closeHint,
    );
  }
}

function checkCall(part: Unchecked, place: string, fault: FaultAt): void {
  const name = show(part["name"]);
  if (part["id"] === "") throw fault(place, `is a call of ${name} without an id`);
  if (part["name"] === "") throw fault(place, "is a call without a tool name");
  if (part["complete"] === false) throw fault(place, `is a call of ${name} that was cut`, closeHint);
  const text = part["arguments"] as string;
  if (parseArguments(text) === undefined) {
    throw fault(place, `is a call of ${name} whose arguments are not a JSON object: ${show(text)}`, closeHint);
  }
}

function checkFilePart(part: Unchecked, place: string, provider: string, fault: FaultAt): void {
  const type = part["mediaType"];
  if (typeof type !== "string" || type.trim() === "") {
    throw fault(
      place,
      `is a file with mediaType ${show(type)}`,
      "Give the type, e.g. application/pdf.",
      "media_type_unknown",
    );
  }
  const source = part["source"];
  if (!isObject(source))
    throw fault(
      place,
      `is a file with source ${show(source)}`,
      "A source is { base64 }, { url } or { provider, fileId }.",
    );
  const shape = Object.keys(source)
    .filter((key) => source[key] !== undefined)
    .sort()
    .join();
  const whole =
    ["base64", "url", "fileId,provider"].includes(shape) &&
    Object.values(source).every((value) => value === undefined || typeof value === "string");
  if (!whole) {
    throw fault(
      place,
      `is a file whose source has ${shape === "" ? "nothing" : shape}; it is { base64 }, { url } or { provider, fileId }, all texts`,
      "Bytes go in as base64.",
    );
  }
  if (shape === "fileId,provider" && source["provider"] !== provider) {
    throw fault(
      place,
      `is a file of the provider ${show(source["provider"])}, which ${provider} cannot read`,
      leaveHint(provider),
    );
  }
}

/** State of another provider is refused; nobody else may read or drop it. */
export function checkOpaque(opaque: unknown, required: boolean, place: string, provider: string, fault: FaultAt): void {
  if (opaque === undefined && !required) return;
  if (!isObject(opaque) || typeof opaque["provider"] !== "string" || opaque["data"] === undefined) {
    throw fault(place, `has opaque ${show(opaque)} instead of { provider, data }`);
  }
  if (opaque["provider"] !== provider) {
    throw fault(
      place,
      `carries state of the provider "${opaque["provider"]}", which ${provider} cannot read`,
      leaveHint(provider),
    );
  }
}

/** Refuses keys that nobody would send. */
export function checkKeys(
  value: Unchecked,
  known: readonly string[],
  place: string,
  what: string,
  fault: FaultAt,
): void {
  for (const [key, given] of Object.entries(value)) {
    if (given === undefined || known.includes(key)) continue;
    const nearest = nearestName(key, known);
    const hint = ["tool_calls", "tool_call_id", "reasoning_content", "refusal", "function_call", "dialect"].includes(
      key,
    )
      ? "importMessages(dicts) reads OpenAI-format dicts."
      : undefined;
    throw fault(
      place,
      `has the unknown key "${key}"${nearest === undefined ? "" : ` (did you mean "${nearest}"?)`}; ${what} has ${known.join(", ")}`,
      hint,
    );
  }
}

function leaveHint(provider: string): string {
  return `leaveBehind(history, { provider: "${provider}" }) takes it out and lists what it removed.`;
}

function foreignPartHint(type: unknown): string | undefined {
  return type === "image_url" ||
    type === "input_text" ||
    type === "image" ||
    type === "input_audio" ||
    type === "tool_use"
    ? 'importMessages(dicts) reads OpenAI-format dicts; here a file is { type: "file", mediaType, source }.'
    : undefined;
}
