import { createDeepSeek } from "@dialect/deepseek";
import { startSimulator as startDeepSeek } from "@dialect/deepseek/simulator";
import { createOpenAI } from "@dialect/openai";
import { startSimulator as startOpenAI } from "@dialect/openai/simulator";
import type { Lane } from "./lane.js";

const tool = { type: "function", function: { name: "get_weather", parameters: { type: "object", properties: {} } } };
const call = { id: "call_1", type: "function", function: { name: "get_weather", arguments: "{}" } };

/** The lanes of the demo. A simulator is a custom host, so what is known of a model is said to hold there (`assume`). */
export async function openLanes(): Promise<readonly Lane[]> {
  const [responses, chat, deepseek] = await Promise.all([startOpenAI({}), startOpenAI({}), startDeepSeek({})]);
  return [
    {
      provider: "openai",
      route: "responses",
      simulator: responses,
      reasoning: "shown",
      strict: "enforced",
      settings: { reasoning: { effort: "low" } },
      model: createOpenAI({ baseUrl: responses.baseUrl, apiKey: "sk-demo-key" }).chat("gpt-5.5", {
        route: "responses",
        assume: { like: "gpt-5.5" },
      }),
      refused: { what: "temperature beside reasoning", request: { reasoning: { effort: "low" }, temperature: 0.2 } },
      naive: {
        what: "a reasoning item replayed without its pair",
        path: "/responses",
        body: ({ input, ...rest }) => ({
          ...rest,
          input: (input as readonly { type?: string }[]).filter((item) => !item.type?.startsWith("function_call")),
        }),
      },
    },
    {
      provider: "openai",
      route: "chat",
      simulator: chat,
      reasoning: "counted",
      strict: "enforced",
      settings: {},
      model: createOpenAI({ baseUrl: chat.baseUrl, apiKey: "sk-demo-key" }).chat("gpt-5.5", {
        route: "chat",
        assume: { like: "gpt-5.5" },
      }),
      refused: { what: "temperature beside reasoning", request: { reasoning: { effort: "low" }, temperature: 0.2 } },
      naive: {
        what: "max_tokens to a reasoning model",
        path: "/chat/completions",
        body: () => ({ model: "gpt-5.5", messages: [{ role: "user", content: "hi" }], max_tokens: 50 }),
      },
    },
    {
      provider: "deepseek",
      route: "chat",
      simulator: deepseek,
      reasoning: "shown",
      strict: "refused",
      settings: {},
      model: createDeepSeek({ baseUrl: deepseek.baseUrl, apiKey: "sk-demo-key" }).chat("deepseek-v4-pro", {
        assume: { like: "deepseek-v4-pro" },
      }),
      refused: { what: "a forced tool while thinking", request: { toolChoice: "required" } },
      naive: {
        what: "a tool turn replayed without its reasoning",
        path: "/chat/completions",
        body: () => ({
          model: "deepseek-v4-pro",
          tools: [tool],
          messages: [
            { role: "user", content: "weather?" },
            { role: "assistant", content: "", tool_calls: [call] },
            { role: "tool", tool_call_id: "call_1", content: "18" },
          ],
        }),
      },
    },
  ];
}
