export type { ChaosOptions } from "./chaos.js";
export { exampleOf } from "./example.js";
export type { Cut, Fault, FaultMatch, Split } from "./fault.js";
export { firstIssue, type Issue } from "./first-issue.js";
export { pieces } from "./pieces.js";
export { createRandom, type Random } from "./random.js";
export type { Reply, ReplyHeaders, StreamReply } from "./reply.js";
export type { Ending, LoggedRequest } from "./request.js";
export {
  createScript,
  playRaw,
  type RawAnswer,
  type Script,
  type ScriptedCall,
  type ScriptedError,
  type ScriptedTurn,
  type ScriptedUsage,
  type ScriptRequest,
} from "./script.js";
export { startServer, type ServerSettings, type SimulatorServer } from "./server.js";
export { simulatorOf, type Simulator, type SimulatorOptions } from "./simulator.js";
