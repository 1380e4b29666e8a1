import type { Endpoint, Settings } from "./options.js";
import { refuse, type Refusal } from "./refusal.js";

export interface ServedModel {
  readonly id: string;
  readonly contextTokens: number;
  readonly vision: boolean;
  readonly video: boolean;
  /** `k2` may think or not, `k2-always` must, `k3` has an effort; `none` cannot. */
  readonly family: "k2" | "k2-always" | "k3" | "none";
}

const k3 = (id: string): ServedModel => ({ id, contextTokens: 1_048_576, vision: true, video: true, family: "k3" });
const k2 = (id: string, family: "k2" | "k2-always", video: boolean): ServedModel => ({
  id,
  contextTokens: 262_144,
  vision: true,
  video,
  family,
});
const v1 = (id: string, contextTokens: number, vision: boolean): ServedModel => ({
  id,
  contextTokens,
  vision,
  video: false,
  family: "none",
});

/**
 * What `GET /v1/models` listed in September 2026.
 *
 * @see https://github.com/akz142857/Halro docs/verification/provider-real-matrix.md (read 2026-11-20)
 */
const listed: readonly ServedModel[] = [
  k3("kimi-k3"),
  k2("kimi-k2.6", "k2", true),
  k2("kimi-k2.7-code", "k2-always", false),
  k2("kimi-k2.7-code-highspeed", "k2-always", false),
];

/** Documented, not listed then. @see https://platform.kimi.ai/docs/pricing (read 2026-11-20) */
const unlisted: readonly ServedModel[] = [
  k3("kimi-k3.1-pro"),
  k3("kimi-k3.1-pro-highspeed"),
  v1("kimi-latest", 131_072, true),
  ...[8, 32, 128].flatMap((size) => [
    v1(`moonshot-v1-${size}k`, size * 1024, false),
    v1(`moonshot-v1-${size}k-vision-preview`, size * 1024, true),
  ]),
];

/** Shut down on 2026-08-31. */
const retired: readonly ServedModel[] = [k2("kimi-k2.5", "k2", true)];

/** As measured on one plan, 2026-09-22: akz142857/Halro kimi-code-subscription-evidence.md (read 2026-11-20). */
const planned: readonly ServedModel[] = [
  k3("kimi-for-coding"),
  k3("kimi-for-coding-highspeed"),
  { ...k3("k3"), contextTokens: 262_144 },
  { ...k3("k3-256k"), contextTokens: 262_144 },
  k3("k3.1-pro"),
];

export function findModel(id: string, endpoint: Endpoint, settings: Settings): ServedModel | Refusal {
  if (endpoint === "code") {
    // The same type as a dead key has.
    if (settings.planModels?.includes(id) === false) {
      return refuse(
        401,
        `Your current subscription does not have access to ${id}. Upgrade to higher-tier Kimi Code plans.`,
        "invalid_authentication_error",
      );
    }
    // An unknown id is answered, and echoed.
    return planned.find((model) => model.id === id) ?? { ...k3(id), contextTokens: 262_144 };
  }
  const models = [...listed, ...unlisted, ...(settings.retiredModels === "serve" ? retired : [])];
  return models.find((model) => model.id === id) ?? notFound(id);
}

export function listOf(endpoint: Endpoint): unknown {
  return { object: "list", data: (endpoint === "code" ? planned : listed).map(entryOf) };
}

/** `GET /v1/models/{id}`; the Kimi Code endpoint has none. */
export function retrieve(id: string, endpoint: Endpoint): unknown {
  const model = endpoint === "code" ? undefined : listed.find((one) => one.id === id);
  return model === undefined ? undefined : entryOf(model);
}

export function notFound(id: string): Refusal {
  return refuse(404, `Not found the model ${id} or Permission denied`, "resource_not_found_error");
}

function entryOf(model: ServedModel): unknown {
  const efforts = ["low", "high", "max"];
  return {
    id: model.id,
    object: "model",
    created: 1_788_220_800,
    owned_by: "moonshot",
    context_length: model.contextTokens,
    supports_image_in: model.vision,
    supports_video_in: model.video,
    supports_reasoning: model.family !== "none",
    supports_dynamic_tools: true,
    ...(model.family === "k3"
      ? { think_efforts: efforts, reasoning_efforts: efforts, supports_thinking_type: "only" }
      : {}),
  };
}
