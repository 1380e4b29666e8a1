import { colours, type Io, note } from "./io.js";

export interface SimulateOptions {
  readonly port: number;
  readonly chaos?: number;
  readonly json: boolean;
}

/** `dialect simulate <provider>`: the simulator in the foreground, one line per request. */
export async function simulate(io: Io, id: string, options: SimulateOptions): Promise<number> {
  const { startSimulator } = await io.registry.simulator(id);
  const simulator = await startSimulator({ port: options.port });
  if (options.chaos !== undefined) simulator.chaos(options.chaos);
  if (options.json)
    io.stdout.write(`${JSON.stringify({ type: "listening", url: simulator.url, baseUrl: simulator.baseUrl })}\n`);
  else {
    const paint = colours(io, io.stdout);
    io.stdout.write(`${paint.bold(id)} simulator, base URL ${paint.cyan(simulator.baseUrl)}\n`);
    note(io, "It checks keys by their form, as the vendor does (any sk-… key, for most). Ctrl-C ends it.");
  }
  let told = 0;
  const tell = (): void => {
    for (; told < simulator.requests.length; told++) {
      const request = simulator.requests[told];
      if (request === undefined) continue;
      const { method, path } = request;
      io.stdout.write(options.json ? `${JSON.stringify({ type: "request", method, path })}\n` : `${method} ${path}\n`);
    }
  };
  const watch = setInterval(tell, 100);
  await io.stopped;
  clearInterval(watch);
  tell();
  await simulator.close();
  return 0;
}
