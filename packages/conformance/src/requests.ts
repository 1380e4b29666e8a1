/** Requests and schemas that every check speaks of. */
import type { ChatRequest, FilePart, Schema, Tool } from "@dialect/core";

/** A Standard Schema over a plain JSON schema; it validates nothing, the checks look at the values themselves. */
function rawSchema(raw: Record<string, unknown>): Schema {
  return {
    "~standard": {
      version: 1,
      vendor: "conformance",
      validate: (value) => ({ value }),
      jsonSchema: { input: () => raw },
    },
  };
}

/** Inside the strict subset: every property required, no others. */
export const noteTool: Tool = {
  name: "write_note",
  description: "Writes a note.",
  input: rawSchema({
    type: "object",
    properties: { note: { type: "string" } },
    required: ["note"],
    additionalProperties: false,
  }),
};

export const clockTool: Tool = {
  name: "read_clock",
  description: "Reads the clock.",
  input: rawSchema({ type: "object", properties: {}, required: [], additionalProperties: false }),
};

export const answerSchema: Schema = rawSchema({
  type: "object",
  properties: { answer: { type: "string" }, count: { type: "integer" } },
  required: ["answer", "count"],
  additionalProperties: false,
});

// The word JSON is there because some vendors refuse JSON output without it.
export const question: ChatRequest["messages"] = [
  { role: "user", content: "Please answer. If JSON is asked for, answer in JSON." },
];

// 1×1 pixel, and the smallest file that is a PDF by its first and last bytes.
export const image: FilePart = {
  type: "file",
  mediaType: "image/png",
  name: "dot.png",
  source: {
    base64: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  },
};
export const pdf: FilePart = {
  type: "file",
  mediaType: "application/pdf",
  name: "page.pdf",
  source: {
    base64: Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n").toString("base64"),
  },
};

/** Words that no wire has by itself, none cut when pieces are 12 characters: `word-001 xx `. */
export const words = (count: number): string =>
  Array.from({ length: count }, (_, at) => `word-${String(at).padStart(3, "0")} xx `).join("");
export const wordLength = 12;
