import Table from "cli-table3";
import { connect, type EndpointOptions } from "./connect.js";
import { colours, type Io, note } from "./io.js";

/** `dialect models <provider>`: the server's own list. */
export async function models(
  io: Io,
  id: string,
  options: EndpointOptions & { readonly json: boolean },
): Promise<number> {
  const provider = await connect(io, id, options);
  const list = await provider.models();
  if (options.json) {
    io.stdout.write(`${JSON.stringify(list, undefined, 2)}\n`);
    return 0;
  }
  const paint = colours(io, io.stdout);
  const plain = io.stdout.isTTY !== true;
  if (plain) {
    for (const model of list)
      io.stdout.write(`${model.id}${model.contextWindow === undefined ? "" : `\t${model.contextWindow}`}\n`);
  } else {
    const table = new Table({ head: ["model", "context window"], style: { head: [], border: [] } });
    for (const model of list)
      table.push([paint.bold(model.id), model.contextWindow?.toLocaleString("en") ?? paint.dim("not told")]);
    io.stdout.write(`${table.toString()}\n`);
  }
  note(io, `${list.length} ${list.length === 1 ? "model" : "models"} at ${id}`);
  return 0;
}
