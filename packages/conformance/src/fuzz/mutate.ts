/**
 * Damages recorded answers: bytes, cuts and the types of fields, each step decided by the given numbers.
 */
import type { Random } from "@dialect/simulator";

type Holder = { [name: string]: unknown };
type Damage = (bytes: Uint8Array, random: Random) => Uint8Array;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const randomBytes = (random: Random, length: number): Uint8Array =>
  Uint8Array.from({ length }, () => random.between(0, 255));
const splice = (bytes: Uint8Array, at: number, remove: number, insert: Uint8Array): Uint8Array =>
  Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);

const flipBytes: Damage = (bytes, random) => {
  const copy = Uint8Array.from(bytes);
  for (let left = random.between(1, 8); left > 0 && copy.length > 0; left -= 1)
    copy[random.between(0, copy.length - 1)] = random.between(0, 255);
  return copy;
};
const insertBytes: Damage = (bytes, random) =>
  splice(bytes, random.between(0, bytes.length), 0, randomBytes(random, random.between(1, 40)));
const deleteBytes: Damage = (bytes, random) =>
  splice(bytes, random.between(0, bytes.length), random.between(1, 60), new Uint8Array());
const truncate: Damage = (bytes, random) => bytes.subarray(0, random.between(0, bytes.length));
const onlyNoise: Damage = (_, random) => randomBytes(random, random.between(0, 300));
const otherLineEnds: Damage = (bytes, random) =>
  encoder.encode(decoder.decode(bytes).replaceAll("\n", random.pick(["\r\n", "\r", "\n\n", " \n"])));

const moveBlocks: Damage = (bytes, random) => {
  const blocks = decoder.decode(bytes).split(/(?<=\n\n)/);
  const at = random.between(0, blocks.length - 1);
  const [block = ""] = blocks.splice(at, 1);
  const copies = random.pick([0, 1, 2]);
  for (let left = copies; left > 0; left -= 1) blocks.splice(random.between(0, blocks.length), 0, block);
  return encoder.encode(blocks.join(""));
};

const changeField: Damage = (bytes, random) => {
  const lines = decoder.decode(bytes).split("\n");
  const places = lines.flatMap((line, at) => (line.includes("{") ? [at] : []));
  if (places.length === 0) return bytes;
  const at = places[random.between(0, places.length - 1)] ?? 0;
  const line = lines[at] ?? "";
  const start = line.indexOf("{");
  const root: Holder = { value: parsed(line.slice(start)) };
  const fields = fieldsOf(root);
  const [holder, name] = fields[random.between(0, fields.length - 1)] ?? [root, "value"];
  if (random.between(0, 4) === 0) delete holder[name];
  else if (random.between(0, 9) === 0)
    holder[random.pick(["__proto__", "constructor", "error", "type", "index"])] = strangeValue(random);
  else holder[name] = strangeValue(random);
  lines[at] = line.slice(0, start) + (JSON.stringify(root["value"]) ?? "");
  return encoder.encode(lines.join("\n"));
};

function fieldsOf(holder: Holder): [Holder, string][] {
  return Object.entries(holder).flatMap(([name, value]): [Holder, string][] => {
    const deeper = typeof value === "object" && value !== null ? fieldsOf(value as Holder) : [];
    return [[holder, name], ...deeper];
  });
}

function strangeValue(random: Random): unknown {
  return random.pick<unknown>([
    null,
    true,
    false,
    0,
    -1,
    1.5,
    7,
    1e308,
    "",
    "x",
    "null",
    "stop",
    "{",
    "a".repeat(5_000),
    [],
    {},
    [null],
    [[]],
    { type: "text" },
    { a: { b: [1] } },
    ["x", 1],
  ]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const table: readonly [Damage, ...Damage[]] = [
  changeField,
  changeField,
  changeField,
  changeField,
  flipBytes,
  insertBytes,
  deleteBytes,
  truncate,
  moveBlocks,
  otherLineEnds,
  onlyNoise,
];

/** None to four damages, one after the other. */
export function damage(bytes: Uint8Array, random: Random): Uint8Array {
  let damaged = bytes;
  for (let left = random.between(0, 4); left > 0; left -= 1) damaged = random.pick(table)(damaged, random);
  return damaged;
}

/** The same bytes in pieces of random lengths, empty ones included. */
export function cutAtRandom(bytes: Uint8Array, random: Random): readonly Uint8Array[] {
  const longest = random.pick([1, 3, 17, 200, 5_000]);
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = random.between(0, longest);
    chunks.push(bytes.subarray(at, at + length));
    at += length;
  }
  return chunks;
}
