import type { Route } from "../route.js";
import { writeRequest } from "./request.js";
import { readBody } from "./response.js";
import { createReader } from "./stream.js";

export const nativeRoute: Route = { framing: "ndjson", writeRequest, reader: createReader, body: readBody };
