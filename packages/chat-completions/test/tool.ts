import type { Tool } from "@dialect/core";

/** A tool whose schema accepts anything. */
export function jsonTool(name: string): Tool {
  return {
    name,
    description: `does ${name}`,
    input: {
      "~standard": {
        version: 1,
        vendor: "test",
        validate: (value) => ({ value }),
        jsonSchema: { input: () => ({ type: "object" }) },
      },
    },
  };
}
