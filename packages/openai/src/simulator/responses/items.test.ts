import { afterEach, describe, expect, it } from "vitest";
import type { Simulator } from "@dialect/simulator";
import { startSimulator, type OpenAISimulatorOptions } from "../index.js";

let simulator: Simulator;
afterEach(() => simulator.close());

const turns = [{ reasoning: "A tool knows.", toolCalls: [{ name: "f", arguments: {} }] }];
const tools = [
  {
    type: "function",
    name: "f",
    parameters: { type: "object", properties: {}, required: [], additionalProperties: false },
    strict: true,
  },
];
const user = { role: "user", content: "Weather?" };

async function start(options: OpenAISimulatorOptions = { turns }): Promise<void> {
  simulator = await startSimulator(options);
}

interface Item {
  readonly id?: string;
  readonly type: string;
  readonly call_id?: string;
  readonly encrypted_content?: string;
}

interface Answered {
  readonly status: number;
  readonly id: string;
  readonly output: readonly Item[];
  readonly error?: { readonly message: string; readonly param: string | null; readonly code: string | null };
}

async function ask(input: unknown, more: object = {}): Promise<Answered> {
  const response = await fetch(`${simulator.baseUrl}/responses`, {
    method: "POST",
    headers: { authorization: "Bearer sk-a" },
    body: JSON.stringify({ model: "gpt-5", input, tools, ...more }),
  });
  return { ...((await response.json()) as Omit<Answered, "status">), status: response.status };
}

async function refused(
  input: unknown,
  message: string,
  more: object = {},
  expected: object = { status: 400 },
): Promise<void> {
  const { status, error } = await ask(input, more);
  expect({ status, error }).toMatchObject({ error: { message, type: "invalid_request_error" }, ...expected });
}

const stateless = { store: false, include: ["reasoning.encrypted_content"] };
const without = <T extends object>(item: T | undefined, ...names: readonly (keyof T)[]): Partial<T> =>
  Object.fromEntries(Object.entries(item ?? {}).filter(([name]) => !names.includes(name as keyof T))) as Partial<T>;

/** A first turn of reasoning and a call, with its result. */
async function firstTurn(
  more: object = {},
): Promise<{ id: string; reasoning: Item | undefined; call: Item | undefined; result: object }> {
  const { id, output } = await ask([user], more);
  const [reasoning, call] = output;
  return { id, reasoning, call, result: { type: "function_call_output", call_id: call?.call_id, output: "12 °C" } };
}

describe("replay with store: false", () => {
  it("works with encrypted reasoning, ids dropped or kept, in the original order", async () => {
    await start();
    const { reasoning, call, result } = await firstTurn(stateless);
    expect((await ask([user, without(reasoning, "id"), without(call, "id"), result], stateless)).status).toBe(200);
    expect((await ask([user, reasoning, call, result], stateless)).status).toBe(200);
  });

  it("O3: refuses reasoning that is only an id (can1357/oh-my-pi#41, read 2026-11-20), with 404 or, by others, 400", async () => {
    await start();
    const { reasoning, call, result } = await firstTurn({ store: false });
    const message =
      `Item with id '${reasoning?.id ?? ""}' not found. Items are not persisted when \`store\` is set to false. ` +
      "Try again with `store` set to true, or remove this item from your input.";
    await refused(
      [user, reasoning, call, result],
      message,
      { store: false },
      { status: 404, error: { param: "input", code: null } },
    );
    await refused([user, { type: "item_reference", id: reasoning?.id }], message, {}, { status: 404 });
    await simulator.close();
    await start({ turns, itemNotFound: 400 });
    expect((await ask([user, { type: "item_reference", id: "rs_1" }])).status).toBe(400);
  });

  it("with store: true an id is enough", async () => {
    await start();
    const { reasoning, call, result } = await firstTurn();
    expect((await ask([user, reasoning, call, result])).status).toBe(200);
    const references = [reasoning, call].map((item) => ({ type: "item_reference", id: item?.id }));
    expect((await ask([user, ...references, result])).status).toBe(200);
  });
});

describe("O2 and O6: pairs", () => {
  it("O2: refuses reasoning without what followed (pydantic/pydantic-ai#2861, read 2026-11-20)", async () => {
    await start();
    const { reasoning } = await firstTurn(stateless);
    const message = `Item '${reasoning?.id ?? ""}' of type 'reasoning' was provided without its required following item.`;
    await refused([user, reasoning, user], message, stateless, { error: { param: "input", code: null } });
    await refused([user, without(reasoning, "id")], message, stateless);
  });

  it("refuses a call without the reasoning that it came from, unless its id is gone (continuedev/continue#10018, read 2026-11-20)", async () => {
    await start();
    const { reasoning, call, result } = await firstTurn();
    const message = `Item '${call?.id ?? ""}' of type 'function_call' was provided without its required 'reasoning' item: '${reasoning?.id ?? ""}'.`;
    await refused([user, call, result], message, {}, { error: { param: "input", code: null } });
    expect((await ask([user, without(call, "id"), result])).status).toBe(200);
  });

  it("refuses a message without its reasoning", async () => {
    await start({ turns: [{ reasoning: "Hm.", text: "Sunny." }] });
    const { output } = await ask([user]);
    const [reasoning, message] = output;
    await refused(
      [user, message, user],
      `Item '${message?.id ?? ""}' of type 'message' was provided without its required 'reasoning' item: '${reasoning?.id ?? ""}'.`,
    );
    expect((await ask([user, reasoning, message, user])).status).toBe(200);
  });

  it("O6: refuses a call without a result (symgraph/GhidrAssist#78, read 2026-11-20)", async () => {
    await start();
    const { reasoning, call, result } = await firstTurn();
    await refused(
      [user, reasoning, call],
      `No tool output found for function call ${call?.call_id ?? ""}.`,
      {},
      { error: { param: "input", code: null } },
    );
    expect((await ask([user, reasoning, call, result])).status).toBe(200);
  });

  it("O6b: refuses a result without a call (vercel/ai …/openai-issue-18537-error.1.json, read 2026-11-20)", async () => {
    await start();
    await refused(
      [user, { type: "function_call_output", call_id: "call_x", output: "1" }],
      "No tool call found for function call output with call_id call_x.",
      {},
      {
        error: { param: "input", code: null },
      },
    );
  });

  it("refuses an item twice (vercel/ai …/openai-tool-search-duplicate-item-error.1.json, read 2026-11-20)", async () => {
    await start();
    const { reasoning, call, result } = await firstTurn();
    await refused(
      [user, reasoning, call, result, call, result],
      `Duplicate item found with id ${call?.id ?? ""}. Remove duplicate items from your input and try again.`,
    );
  });
});

describe("O4: previous_response_id (continuedev/continue#9101, read 2026-11-20)", () => {
  it("brings the conversation back, new items only", async () => {
    await start();
    const { id, result } = await firstTurn();
    expect((await ask([result], { previous_response_id: id })).status).toBe(200);
    expect((await ask([user], { previous_response_id: id })).error?.message).toMatch(
      /^No tool output found for function call call_/,
    );
  });

  it("is unknown after store: false", async () => {
    await start();
    const { id, result } = await firstTurn({ store: false });
    await refused(
      [result],
      `Previous response with id '${id}' not found.`,
      { previous_response_id: id },
      {
        error: { param: "previous_response_id", code: "previous_response_not_found" },
      },
    );
  });
});
