import type { AssistantMessage, AssistantPart } from "./contract/message.js";
import type { ChatEvent, Finish, Received, ResponseInfo, Usage, Warning } from "./contract/result.js";

/**
 * Folds events, from a stream or from anywhere they were kept or sent through, into what they say was received.
 * Parts that never ended are not in the message. Rethrows what the iterable throws.
 */
export async function collect(events: AsyncIterable<ChatEvent> | Iterable<ChatEvent>): Promise<Received> {
  const content: AssistantPart[] = [];
  const warnings: Warning[] = [];
  let response: ResponseInfo | undefined;
  let usage: Usage | undefined;
  let finish: Finish | undefined;
  for await (const event of events) {
    if ("part" in event) content[event.index] = event.part;
    else if (event.type === "warning") warnings.push(event.warning);
    else if (event.type === "start") response = event.response;
    else if (event.type === "usage") usage = event.usage;
    else if (event.type === "finish") finish = event.finish;
  }
  const message: AssistantMessage = { role: "assistant", content: content.filter((part) => part !== undefined) };
  return {
    message,
    warnings,
    ...(response === undefined ? {} : { response }),
    ...(usage === undefined ? {} : { usage }),
    ...(finish === undefined ? {} : { finish }),
  };
}
