import { connect } from "node:net";

/** What a plain socket saw. */
export interface Seen {
  /** Every read of the socket. */
  readonly reads: readonly string[];
  readonly text: string;
  /** After the blank line, chunk framing included. */
  readonly body: string;
  readonly head: string;
  /** `end` = FIN by the server; `reset` = RST. */
  readonly ended: "end" | "reset";
}

export interface RawOptions {
  readonly path?: string;
  readonly method?: string;
  /** Called at every read; `true` closes the socket from our side. */
  stop?(text: string): boolean;
}

/** One request over a plain socket, `connection: close`; settles when the socket is closed. */
export function rawRequest(url: string, options: RawOptions = {}): Promise<Seen> {
  return new Promise((resolve) => {
    const reads: string[] = [];
    let ended: Seen["ended"] = "end";
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.setEncoding("latin1");
    socket.on("data", (read) => {
      reads.push(String(read));
      if (options.stop?.(reads.join("")) === true) socket.destroy();
    });
    socket.on("error", () => {
      ended = "reset";
    });
    socket.on("close", () => {
      const text = reads.join("");
      const at = text.indexOf("\r\n\r\n");
      resolve({ reads, text, ended, head: at < 0 ? text : text.slice(0, at), body: at < 0 ? "" : text.slice(at + 4) });
    });
    socket.write(
      `${options.method ?? "GET"} ${options.path ?? "/"} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n`,
    );
  });
}

/** The body without chunk framing, and whether its last chunk was there. */
export function dechunk(body: string): { readonly text: string; readonly complete: boolean } {
  let text = "";
  let rest = body;
  for (;;) {
    const match = /^([0-9a-f]+)\r\n/.exec(rest);
    if (match === null) return { text, complete: false };
    const size = Number.parseInt(match[1] ?? "0", 16);
    if (size === 0) return { text, complete: true };
    text += rest.slice(match[0].length, match[0].length + size);
    rest = rest.slice(match[0].length + size + 2);
  }
}
