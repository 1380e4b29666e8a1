import type { Check } from "./check.js";
import { capabilityChecks } from "./checks/capabilities.js";
import { eventChecks } from "./checks/events.js";
import { keyChecks } from "./checks/keys.js";
import { retryChecks } from "./checks/retry.js";
import { sameChecks } from "./checks/same.js";
import { streamChecks } from "./checks/stream.js";
import { timerChecks } from "./checks/timers.js";
import { toolChecks } from "./checks/tools.js";
import { transportChecks } from "./checks/transport.js";
import { truncationChecks } from "./checks/truncation.js";

/** Every check of the kit. An id is never reused for another law. */
export const allChecks: readonly Check[] = [
  ...transportChecks,
  ...retryChecks,
  ...timerChecks,
  ...streamChecks,
  ...truncationChecks,
  ...eventChecks,
  ...toolChecks,
  ...sameChecks,
  ...keyChecks,
  ...capabilityChecks,
];
