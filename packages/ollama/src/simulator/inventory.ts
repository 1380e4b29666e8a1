import type { ChatPath } from "./options.js";
import { goTime } from "./go-json.js";

/** A model on the server. */
export interface InstalledModel {
  /** With its tag, e.g. `qwen3:8b`. */
  readonly name: string;
  readonly capabilities: readonly ("completion" | "tools" | "thinking" | "vision" | "embedding")[];
  /** @defaultValue the start of the name */
  readonly family?: string;
  /** What the model was trained for, in tokens. @defaultValue 8192 */
  readonly contextLength?: number;
  readonly chatPath?: ChatPath;
}

const tagged = (name: string): string => (name.includes(":") ? name : `${name}:latest`);

/** Names of the recordings, and common ones. Which path the common ones take depends on the server's version. */
export const stock: readonly InstalledModel[] = [
  { name: "scripted:latest", capabilities: ["completion", "tools", "thinking"], family: "qwen3", chatPath: "template" },
  { name: "scripted-plain:latest", capabilities: ["completion"], family: "qwen3", chatPath: "template" },
  {
    name: "scripted-go:latest",
    capabilities: ["completion", "tools", "thinking"],
    family: "qwen3",
    chatPath: "parser",
  },
  {
    name: "scripted-parser:latest",
    capabilities: ["completion", "tools", "thinking"],
    family: "qwen3",
    chatPath: "parser",
  },
  { name: "scripted-embed:latest", capabilities: ["embedding"], family: "qwen3" },
  { name: "think:latest", capabilities: ["completion", "tools", "thinking"], family: "llama", chatPath: "parser" },
  { name: "plain:latest", capabilities: ["completion"], family: "llama", chatPath: "parser" },
  { name: "gpt-oss:latest", capabilities: ["completion", "tools", "thinking"], family: "gptoss", chatPath: "parser" },
  { name: "qwen3:latest", capabilities: ["completion", "tools", "thinking"], contextLength: 40_960 },
  { name: "llama3.2:latest", capabilities: ["completion", "tools"], family: "llama", contextLength: 131_072 },
  { name: "gemma3:latest", capabilities: ["completion", "vision"], contextLength: 131_072 },
  { name: "qwen3-vl:latest", capabilities: ["completion", "vision", "tools", "thinking"], contextLength: 262_144 },
];

/** The models that are installed, and those that are in memory. */
export interface Inventory {
  find(name: string): InstalledModel | undefined;
  add(model: InstalledModel): void;
  remove(model: InstalledModel): void;
  load(model: InstalledModel, contextTokens: number): void;
  unload(model: InstalledModel): void;
  tags(): unknown;
  loaded(): unknown;
  v1List(): unknown;
}

export function createInventory(models: readonly InstalledModel[]): Inventory {
  const installed = new Map(models.map((model) => [tagged(model.name), model]));
  const inMemory = new Map<InstalledModel, number>();
  return {
    find: (name) => installed.get(tagged(name)),
    add: (model) => void installed.set(tagged(model.name), model),
    remove(model) {
      installed.delete(tagged(model.name));
      inMemory.delete(model);
    },
    load: (model, contextTokens) => void inMemory.set(model, contextTokens),
    unload: (model) => void inMemory.delete(model),
    tags: () => ({
      models: [...installed.values()].map((model) => ({
        ...entryOf(model),
        modified_at: modifiedAt,
        details: { ...detailsOf(model), context_length: contextLengthOf(model), embedding_length: 512 },
        capabilities: model.capabilities,
      })),
    }),
    loaded: () => ({
      models: [...inMemory].map(([model, contextTokens]) => ({
        ...entryOf(model),
        details: detailsOf(model),
        expires_at: goTime(new Date(Date.now() + 300_000)),
        size_vram: 0,
        context_length: contextTokens,
      })),
    }),
    v1List: () => ({ object: "list", data: [...installed.values()].map((model) => v1Entry(tagged(model.name))) }),
  };
}

export const contextLengthOf = (model: InstalledModel): number => model.contextLength ?? 8192;
export const familyOf = (model: InstalledModel): string => model.family ?? model.name.replace(/[-:].*$/, "");
export const canDo = (model: InstalledModel, what: InstalledModel["capabilities"][number]): boolean =>
  model.capabilities.includes(what);

/** `registry.ollama.ai/library/plain:latest` */
export const fullName = (model: InstalledModel): string => `registry.ollama.ai/library/${tagged(model.name)}`;
export const missingModel = (name: string): string => `model '${name}' not found`;
export const missingTagged = (name: string): string => missingModel(tagged(name));

/** Sixty-four hexadecimal digits that the name decides. */
export function digestOf(model: InstalledModel): string {
  const bytes = [...new TextEncoder().encode(tagged(model.name).padEnd(32, "."))].slice(0, 32);
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const modifiedAt = "2026-11-21T00:15:36.295036075Z";
export const sizeOf = 10_581_970;

function entryOf(model: InstalledModel): object {
  return { name: tagged(model.name), model: tagged(model.name), size: sizeOf, digest: digestOf(model) };
}

function detailsOf(model: InstalledModel): object {
  const family = familyOf(model);
  return {
    parent_model: "",
    format: "gguf",
    family,
    families: [family],
    parameter_size: "2.64M",
    quantization_level: "unknown",
  };
}

/** `/api/show`, members as recorded. */
export function showOf(model: InstalledModel): unknown {
  const family = familyOf(model);
  return {
    modelfile: `# Modelfile generated by "ollama show"\nFROM ${tagged(model.name)}\nTEMPLATE {{ .Prompt }}\n`,
    template: "{{ .Prompt }}",
    details: detailsOf(model),
    model_info: {
      "general.architecture": family,
      "general.parameter_count": 2_642_688,
      [`${family}.context_length`]: contextLengthOf(model),
      [`${family}.embedding_length`]: 512,
    },
    tensors: [{ name: "output.weight", type: "F32", shape: [512, 338] }],
    capabilities: model.capabilities,
    modified_at: modifiedAt,
  };
}

export function v1Entry(id: string): unknown {
  return { id, object: "model", created: 1_795_219_523, owned_by: "library" };
}
