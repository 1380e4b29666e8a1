import type { Provider } from "../contract/model.js";
import type { CommonSettings } from "./settings.js";

/** What a provider package exports as `entry`: all that a registry or a command line knows of it. */
export interface ProviderEntry {
  readonly id: string;
  readonly displayName: string;
  readonly routes: readonly string[];
  /** Whether the vendor's own servers need a key. */
  readonly authRequired: boolean;
  /** Every variable that the package reads. */
  readonly environment: readonly string[];
  /** `experimental` needs an explicit opt-in by whoever loads it by name. */
  readonly stability: "stable" | "preview" | "experimental";
  create(settings: CommonSettings): Provider;
}
