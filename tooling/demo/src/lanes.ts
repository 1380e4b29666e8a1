import { createDeepSeek } from "@dialect/deepseek";
import { startSimulator as startDeepSeek } from "@dialect/deepseek/simulator";
import { createKimi } from "@dialect/kimi";
import { startSimulator as startKimi } from "@dialect/kimi/simulator";
import { createOllama } from "@dialect/ollama";
import { startSimulator as startOllama } from "@dialect/ollama/simulator";
import { createOpenAI } from "@dialect/openai";
import { startSimulator as startOpenAI } from "@dialect/openai/simulator";
import type { Lane } from "./lane.js";

const tool = { type: "function", function: { name: "get_weather", parameters: { type: "object", properties: {} } } };
const call = { id: "call_1", type: "function", function: { name: "get_weather", arguments: "{}" } };

/** The lanes of the demo. A simulator is a custom host, so what is known of a model is said to hold there (`assume`). */
export async function openLanes(): Promise<readonly Lane[]> {
  const [responses, chat, deepseek, kimi, ollama] = await Promise.all([
    startOpenAI({}),
    startOpenAI({}),
    startDeepSeek({}),
    startKimi({}),
    startOllama({}),
  ]);
  const local = createOllama({ baseUrl: ollama.baseUrl });
  return [
    {
      provider: "openai",
      route: "responses",
      simulator: responses,
      reasoning: "shown",
      calls: "pieces",
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
      calls: "pieces",
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
      calls: "pieces",
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
    {
      provider: "kimi",
      route: "chat",
      simulator: kimi,
      reasoning: "shown",
      calls: "pieces",
      strict: "enforced",
      settings: {},
      model: createKimi({ baseUrl: kimi.baseUrl, apiKey: "sk-demo-key" }).chat("kimi-k2.6", {
        assume: { like: "kimi-k2.6" },
      }),
      refused: { what: "a temperature that the model has fixed", request: { temperature: 0.2 } },
      naive: {
        what: "a tool turn replayed without its reasoning",
        path: "/chat/completions",
        body: () => ({
          model: "kimi-k2.6",
          tools: [tool],
          messages: [
            { role: "user", content: "weather?" },
            { role: "assistant", tool_calls: [call] },
            { role: "tool", tool_call_id: "call_1", content: "18" },
          ],
        }),
      },
    },
    {
      provider: "ollama",
      route: "native",
      simulator: ollama,
      reasoning: "shown",
      calls: "whole",
      strict: "enforced",
      settings: { reasoning: { effort: "on" } },
      strictSettings: { reasoning: { effort: "none" } },
      model: local.chat("qwen3", { assume: await local.inspect("qwen3") }),
      refused: { what: "a forced tool, which the server ignores", request: { toolChoice: "required" } },
      naive: {
        what: "tool arguments replayed as text",
        path: "/api/chat",
        body: () => ({
          model: "qwen3",
          stream: false,
          messages: [
            { role: "user", content: "weather?" },
            { role: "assistant", content: "", tool_calls: [call] },
            { role: "tool", content: "18" },
          ],
        }),
      },
    },
  ];
}
