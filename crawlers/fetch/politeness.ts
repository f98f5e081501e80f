export interface TurnOptions {
  /** Seconds from this request to the host's next one, whoever makes it. A host in trouble is given more. */
  delaySeconds: number;
  /** Requests under way at the host at a time, this one included. */
  concurrency: number;
  signal?: AbortSignal | undefined;
}

/** How a request ended, as far as it says something about the host. */
export interface TurnResult {
  /** False where the host is in trouble: 429, 5xx, a time-out, a refused or broken connection, DNS. A 404 is an answer like any other. */
  ok: boolean;
  status?: number;
  /** From the moment the turn had come to the last byte. */
  milliseconds: number;
  /** Milliseconds that the host asked to be left alone, by `Retry-After`. */
  retryAfterMs?: number;
  /** What went wrong, one sentence for a person. */
  error?: string;
}

/** Leave for one request to a host. */
export interface Turn {
  /**
   * To be called exactly once when the request has ended, whatever came of it: it lets the next one in. Without a result
   * (a request that was given up before it could end) nothing is concluded about the host. Never throws.
   */
  done(result?: TurnResult): void;
}

/** Spaces the requests to a host, bounds how many are under way, and keeps away from a host in trouble. */
export interface HostGate {
  /**
   * Resolves when the caller's turn has come. Rejects with HostLeftAloneError at once where the host is left alone or
   * asked for more patience than is worth waiting for, and with the signal's reason; neither takes a turn.
   */
  enter(host: string, options: TurnOptions): Promise<Turn>;
}
