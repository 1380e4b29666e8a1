export type { Cut, Fault, FaultMatch, Split } from "./fault.js";
export type { Reply, ReplyHeaders, StreamReply } from "./reply.js";
export type { Ending, LoggedRequest } from "./request.js";
export type {
  RawAnswer, Script, ScriptedCall, ScriptedError, ScriptedTurn, ScriptedUsage, ScriptRequest,
} from "./script.js";
export { startServer, type ChaosOptions, type ServerSettings, type SimulatorServer } from "./server.js";
export { simulatorOf, type Simulator, type SimulatorOptions } from "./simulator.js";
