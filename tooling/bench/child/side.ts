/** What one side read of an answer. */
export interface Answer {
  readonly text: string;
  readonly reasoning: string;
  readonly arguments: string;
}

/** The same jobs, done by Dialect and by the floor. `url` is the server's route, without the vendor's path. */
export interface Side {
  chat(url: string): Promise<Answer>;
  responses(url: string): Promise<Answer>;
  arguments(url: string): Promise<Answer>;
  /** One answer that is not streamed. */
  whole(url: string): Promise<Answer>;
  /** Opens a stream that stays open, and gives what keeps it so; resolves at the first text. */
  hold(url: string): Promise<unknown>;
}
