import type { Route } from "../route.js";
import { writeRequest } from "./request.js";
import { readBody } from "./response.js";
import { createReader } from "./stream.js";

export const chatRoute: Route = { framing: "sse", writeRequest, reader: createReader, body: readBody };
