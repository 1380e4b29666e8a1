import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { chat } from "./chat/command.js";
import { printFailure } from "./failure.js";
import type { Io } from "./io.js";
import { models } from "./models.js";
import { simulate } from "./simulate.js";
import { version } from "./version.js";

/** Runs one command line. Gives the exit code: 0 done, 1 failed by name, 2 wrong usage. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code = 0;
  const guarded = async (json: boolean, work: () => Promise<number>): Promise<void> => {
    try {
      code = await work();
    } catch (thrown) {
      code = printFailure(io, thrown, json);
    }
  };
  try {
    await program(io, guarded).parseAsync([...argv], { from: "user" });
    return code;
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    return thrown.exitCode === 0 ? 0 : 2;
  }
}

type Guarded = (json: boolean, work: () => Promise<number>) => Promise<void>;

function program(io: Io, guarded: Guarded): Command {
  const root = new Command("dialect")
    .description("Talk to a provider, list its models, or run its simulator.")
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) });

  withEndpoint(root.command("chat"))
    .description(
      "Chat with <provider>/<model>; in a terminal line by line, else with the prompt from --prompt or stdin.",
    )
    .argument("<model>", "provider and model id, e.g. acme/acme-2-pro")
    .option("--prompt <text>", "say this, print the answer, and end")
    .option("--system <text>", "system message of a new history")
    .option("--history <file>", "resume this JSON history, and save to it after each turn")
    .option("--route <route>", "the provider's route, where it has several")
    .option("--assume <like or file>", "for a model or host without a row: a known model id, or a JSON file of cells")
    .option("--effort <word>", "reasoning effort")
    .option("--max-output-tokens <n>", "longest answer in tokens", positive)
    .option("--no-tools", "do not offer the read_file tool")
    .option("--allow-read", "let the model read files under this folder without asking", false)
    .option("--json", "print each event as one JSON line", false)
    .action((model: string, options) => guarded(options.json, () => chat(io, model, options)));

  withEndpoint(root.command("models"))
    .description("List the models that a provider offers (one request).")
    .argument("<provider>")
    .option("--json", "print JSON", false)
    .action((provider: string, options) => guarded(options.json, () => models(io, provider, options)));

  root
    .command("simulate")
    .description("Run a provider's simulator on 127.0.0.1 until Ctrl-C.")
    .argument("<provider>")
    .option("--port <n>", "port to listen on; 0 takes a free one", port, 0)
    .addOption(new Option("--chaos <seed>", "answer with faults drawn by this seed").argParser(positive))
    .option("--json", "print the address and each request as JSON lines", false)
    .action((provider: string, options) => guarded(options.json, () => simulate(io, provider, options)));
  return root;
}

function withEndpoint(command: Command): Command {
  return command
    .option("--base-url <url>", "another server that speaks this provider's wire")
    .option("--api-key-env <name>", "take the key from this variable")
    .option("--no-key", "send no Authorization header");
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("It must be a whole number above 0.");
  return value;
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new InvalidArgumentError("It must be a port number.");
  return value;
}
