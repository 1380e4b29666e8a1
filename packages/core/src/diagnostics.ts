/**
 * Tells `node:diagnostics_channel` what happens, where there is one: channels `dialect:turn:start` (each HTTP request
 * of a turn), `dialect:turn:finish`, `dialect:turn:error`. Messages hold no secrets. Without a subscriber the cost is
 * one property read.
 */
export function published(what: "start" | "finish" | "error", message: object): void {
  const channel = channels[what];
  if (channel?.hasSubscribers === true) channel.publish(message);
}

interface Channel {
  readonly hasSubscribers: boolean;
  publish(message: unknown): void;
}

interface Runtime {
  readonly process?: { getBuiltinModule?(id: string): { channel(name: string): Channel } | undefined };
}

// getBuiltinModule instead of an import: the module must load where there is no node.
const builtin = (globalThis as Runtime).process?.getBuiltinModule?.("node:diagnostics_channel");
const channelOf = (what: string): Channel | undefined => builtin?.channel(`dialect:turn:${what}`);
const channels = { start: channelOf("start"), finish: channelOf("finish"), error: channelOf("error") };
