import { refuse, type Refusal } from "../refusal.js";
import { schemaFault } from "../strict-schema.js";
import type { ChatBody } from "./body.js";

/** The JSON schemas of a chat request; `strict` left out is off here. */
export function checkSchemas(body: ChatBody): Refusal | undefined {
  for (const [index, { function: called }] of (body.tools ?? []).entries()) {
    const fault =
      called?.parameters == null
        ? undefined
        : schemaFault(called.parameters, called.strict === true ? "strict" : "loose");
    if (fault?.kind === "pattern") return refuse(fault.text, "tools", "invalid_json_schema");
    if (fault !== undefined) {
      return refuse(
        `Invalid schema for function '${called.name}': ${fault.text}`,
        `tools[${index}].function.parameters`,
        "invalid_function_parameters",
      );
    }
  }
  const format = body.response_format;
  if (format?.type !== "json_schema") return undefined;
  const { name, schema, strict } = format.json_schema;
  if (schema === undefined)
    return refuse(
      "Missing required parameter: 'response_format.json_schema.schema'.",
      "response_format.json_schema.schema",
      "missing_required_parameter",
    );
  const fault = schemaFault(schema, strict === true ? "strict" : "loose");
  if (fault === undefined) return undefined;
  const message = fault.kind === "pattern" ? fault.text : `Invalid schema for response_format '${name}': ${fault.text}`;
  return refuse(message, "response_format", "invalid_json_schema");
}
