import { type CommonSettings, DialectError, env, type Provider } from "@dialect/core";
import type { Io } from "./io.js";

export interface EndpointOptions {
  readonly baseUrl?: string;
  readonly apiKeyEnv?: string;
  /** `false` from `--no-key`. */
  readonly key: boolean;
}

/** The provider with the settings of the command line. Makes no request. */
export async function connect(io: Io, id: string, options: EndpointOptions): Promise<Provider> {
  const entry = await io.registry.provider(id);
  if (!options.key && options.apiKeyEnv !== undefined) {
    throw new DialectError("invalid_setting", { message: "--no-key and --api-key-env exclude each other." });
  }
  const settings: CommonSettings = {
    env: io.env,
    ...(options.baseUrl === undefined ? {} : { baseUrl: options.baseUrl }),
    ...(options.apiKeyEnv === undefined ? {} : { apiKey: env(options.apiKeyEnv) }),
    ...(options.key ? {} : { apiKey: "" }),
  };
  return entry.create(settings);
}
