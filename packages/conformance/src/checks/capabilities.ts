import type { CellName, ChatRequest, Fact } from "@dialect/core";
import type { AnyRequest, Bench } from "../bench.js";
import type { Check } from "../check.js";
import { refusalCode } from "../facts.js";
import { must, mustEqual, show } from "../must.js";
import { failed, succeeded } from "../outcome.js";
import { answerSchema, image, noteTool, pdf, question } from "../requests.js";

/** A request that uses a cell, and what of it must be seen on the wire. */
interface Use {
  readonly fields: Partial<AnyRequest>;
  /** A value that must be somewhere in the body. */
  readonly onWire?: string | number | boolean;
}

const output = (guarantee: "strict" | "json" | "prompted"): Partial<AnyRequest> => ({
  output: { schema: answerSchema, guarantee },
});
const withFile = (file: typeof image): Partial<AnyRequest> => ({
  messages: [{ role: "user", content: [{ type: "text", text: "What is this?" }, file] }],
});

const uses: Readonly<Partial<Record<CellName, (fact: Fact | undefined) => Use>>> = {
  system: () => ({
    fields: { messages: [{ role: "system", content: "Be kind-1234." }, ...question] },
    onWire: "Be kind-1234.",
  }),
  tools: () => ({ fields: { tools: [noteTool] }, onWire: noteTool.name }),
  parallelTools: () => ({ fields: { tools: [noteTool], parallelToolCalls: false }, onWire: false }),
  strictTools: () => ({ fields: { tools: [{ ...noteTool, strict: true }] }, onWire: true }),
  toolChoiceNone: () => ({ fields: { tools: [noteTool], toolChoice: "none" } }),
  toolChoiceRequired: () => ({ fields: { tools: [noteTool], toolChoice: "required" } }),
  toolChoiceNamed: () => ({ fields: { tools: [noteTool], toolChoice: { name: noteTool.name } } }),
  outputStrict: () => ({ fields: output("strict"), onWire: "answer" }),
  outputJson: () => ({ fields: output("json") }),
  outputPrompted: () => ({ fields: output("prompted") }),
  reasoning: (fact) => ({ fields: { reasoning: { effort: fact?.values?.at(-1) ?? "high" } } }),
  temperature: (fact) => numeric("temperature", fact, 0.375),
  topP: (fact) => numeric("topP", fact, 0.875),
  stop: () => ({ fields: { stop: ["<end-1234>"] }, onWire: "<end-1234>" }),
  seed: () => ({ fields: { seed: 424_242 }, onWire: 424_242 }),
  maxOutputTokens: () => ({ fields: { maxOutputTokens: 2_345 }, onWire: 2_345 }),
  imageInput: () => ({ fields: withFile(image), onWire: "image" }),
  pdfInput: () => ({ fields: withFile(pdf), onWire: "pdf" }),
};

// A request with these has tools in it, whose own cell counts too.
const toolCells: readonly CellName[] = [
  "parallelTools",
  "strictTools",
  "toolChoiceNone",
  "toolChoiceRequired",
  "toolChoiceNamed",
];

function numeric(option: "temperature" | "topP", fact: Fact | undefined, otherwise: number): Use {
  const value = fact?.values?.[0] === undefined ? otherwise : Number(fact.values[0]);
  return { fields: { [option]: value }, onWire: value };
}

/** One check per cell: declared means it works and is on the wire; anything else means a named refusal and no request. */
export const capabilityChecks: readonly Check[] = Object.entries(uses).map(([name, use]) => {
  const cell = name as CellName;
  return {
    id: `capability.${cell}`,
    law: `What the row says about ${cell} holds: it works and is on the wire, or it is refused by name before the network.`,
    source: "law: what is not proven is not supported",
    async run(bench) {
      const sample = bench.ask(use(undefined).fields);
      const fact = bench.fact(cell, sample);
      const { fields, onWire } = use(fact);
      const request = bench.ask(fields);
      const refusing = refusingCells(bench, toolCells.includes(cell) ? ["tools", cell] : [cell], request);
      if (refusing.length === 0) await works(bench, cell, request, onWire);
      else await refuses(bench, refusing, request);
    },
  } satisfies Check;
});

async function works(bench: Bench, cell: CellName, request: ChatRequest, onWire: Use["onWire"]): Promise<void> {
  // The server cannot know the schema that a prompt asks for; by the other guarantees it answers by itself.
  if (cell === "outputPrompted") bench.simulator.script({ text: '{"answer":"yes","count":1}' });
  const result = succeeded(await bench.stream(request));
  const [arrived] = bench.simulator.requests;
  mustEqual(bench.simulator.requests.length, 1, "requests");
  if (onWire !== undefined)
    must(
      mentions(arrived?.json, onWire),
      `${cell} is declared, but ${show(onWire)} is not in the body ${show(arrived?.json)}.`,
    );
  if (cell === "outputStrict" || cell === "outputJson" || cell === "outputPrompted") {
    mustEqual(result.guarantee, request.output?.guarantee, "guarantee");
    must(typeof result.output === "object" && result.output !== null, `The output is ${show(result.output)}.`);
  }
  if (cell === "toolChoiceNone") mustEqual(result.toolCalls, [], "calls");
  if (cell === "toolChoiceRequired" || cell === "toolChoiceNamed")
    mustEqual(
      result.toolCalls.map((call) => call.name),
      [noteTool.name],
      "calls",
    );
}

/** A cell that refuses a request, and by which code. */
export interface Refusing {
  readonly cell: CellName;
  readonly code: string;
}

export function refusingCells(bench: Bench, cells: readonly CellName[], request: ChatRequest): readonly Refusing[] {
  return cells.flatMap((cell) => {
    const code = refusalCode(bench.fact(cell, request));
    return code === undefined ? [] : [{ cell, code }];
  });
}

/** The refusal by one of the cells: by stream, generate and prepare, with the same code, and without a request. */
export async function refuses(bench: Bench, refusing: readonly Refusing[], request: ChatRequest): Promise<void> {
  const codes = refusing.map((one) => one.code);
  const errors = [failed(await bench.stream(request), ...codes), failed(await bench.generate(request), ...codes)];
  let prepared: unknown;
  try {
    bench.model().prepare(request);
  } catch (cause) {
    prepared = cause;
  }
  errors.push(failed({ events: [], error: prepared }, ...codes));
  mustEqual(bench.simulator.requests.length, 0, "requests");
  for (const error of errors) {
    const text = `${error.message} ${error.hint ?? ""}`;
    must(
      refusing.some(({ cell, code }) => code === error.code && text.includes(cell)),
      `The error ${error.code} does not name the cell that refuses: ${error.message}`,
    );
    mustEqual(
      [error.provider, error.model, error.retryable],
      [bench.entry.id, bench.target.model, false],
      "provider, model, retryable",
    );
  }
}

/** A request that uses a cell; for checks that need it. */
export function requestUsing(bench: Bench, cell: CellName): ChatRequest {
  return bench.ask(uses[cell]?.(undefined).fields ?? {});
}

function mentions(body: unknown, value: string | number | boolean): boolean {
  if (typeof body === "string" && typeof value === "string") return body.includes(value);
  if (Array.isArray(body)) return body.some((member) => mentions(member, value));
  if (typeof body !== "object" || body === null) return body === value;
  return Object.entries(body).some(
    ([name, member]) => (typeof value === "string" && name.includes(value)) || mentions(member, value),
  );
}
