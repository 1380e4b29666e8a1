import { closeTurn, jsonSchema, type Message } from "@dialect/core";
import type { ScriptedTurn } from "@dialect/simulator";
import { afterEach, describe, expect, it } from "vitest";
import { createOpenAI } from "../src/index.js";
import { startSimulator } from "../src/simulator/index.js";

type Simulator = Awaited<ReturnType<typeof startSimulator>>;
const open: Simulator[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function connect(...turns: readonly ScriptedTurn[]) {
  const simulator = await startSimulator({});
  open.push(simulator);
  simulator.script(...turns);
  const provider = createOpenAI({ baseUrl: simulator.baseUrl, apiKey: "sk-test-key" });
  return { simulator, model: provider.chat("gpt-5.6-sol", { route: "responses", assume: { like: "gpt-5.6-sol" } }) };
}

const weather = {
  name: "weather",
  description: "Weather of a city",
  input: jsonSchema({ type: "object", properties: { city: { type: "string" } }, required: ["city"] }),
};

describe("the Responses route against the vendor's rules", () => {
  for (const how of ["stream", "generate"] as const) {
    it(`${how}: a tool round with reasoning, also after a trip through JSON`, async () => {
      const { simulator, model } = await connect(
        {
          reasoning: "Look it up.",
          toolCalls: [
            { name: "weather", arguments: { city: "Paris" } },
            { name: "weather", arguments: { city: "Rome" } },
          ],
        },
        { reasoning: "Compare.", text: "Sunny in both." },
        { text: "You are welcome." },
      );
      const history: Message[] = [
        { role: "system", content: "Be brief." },
        { role: "user", content: "Weather in Paris and Rome?" },
      ];
      const ask = () => {
        const request = {
          messages: JSON.parse(JSON.stringify(history)) as Message[],
          tools: [weather],
          reasoning: { effort: "low", summary: "auto" },
        } as const;
        return how === "stream" ? model.stream(request).result() : model.generate(request);
      };
      const first = await ask();
      expect(first.toolCalls.map(({ input }) => input)).toEqual([{ city: "Paris" }, { city: "Rome" }]);
      expect(first.reasoning).toBe("Look it up.");
      history.push(
        first.message,
        ...first.toolCalls.map(({ id, name }): Message => ({
          role: "tool",
          toolCallId: id,
          toolName: name,
          content: "sunny",
        })),
      );
      const second = await ask();
      expect(second.text).toBe("Sunny in both.");
      history.push(second.message, { role: "user", content: "Thanks." });
      expect((await ask()).text).toBe("You are welcome.");
      expect(simulator.requests).toHaveLength(3);
      expect(second.warnings).toEqual([]);
    });
  }

  it("strict output, a refusal, a cut turn and its sequel", async () => {
    const { model } = await connect(
      { text: '{"city":"Paris"}' },
      { refusal: "I can't help with that." },
      { reasoning: "Long.", text: "Half an ans", finish: "length" },
      { text: "The rest." },
    );
    const messages: Message[] = [{ role: "user", content: "Where?" }];
    const structured = await model.generate({ messages, output: { schema: weather.input, guarantee: "strict" } });
    expect(structured.output).toEqual({ city: "Paris" });
    expect((await model.stream({ messages }).result()).finish.reason).toBe("refusal");
    const cut = await model.stream({ messages }).result();
    expect(cut.finish.reason).toBe("length");
    const closed = closeTurn(cut.message).message as Message;
    expect((await model.generate({ messages: [...messages, closed, { role: "user", content: "Go on." }] })).text).toBe(
      "The rest.",
    );
  });

  it("a stored response is continued by its id, and only the new messages travel", async () => {
    const { simulator, model } = await connect({ reasoning: "Hm.", text: "Paris." }, { text: "Two million." });
    const messages: Message[] = [{ role: "user", content: "Capital of France?" }];
    const first = await model.generate({ messages, store: true });
    const id = first.response.id ?? "";
    const second = await model.generate({
      messages: [...messages, first.message, { role: "user", content: "How big?" }],
      previousResponseId: id,
    });
    expect(second.text).toBe("Two million.");
    expect(simulator.requests[1]?.json).toMatchObject({
      previous_response_id: id,
      input: [{ role: "user", content: "How big?" }],
    });
  });
});
