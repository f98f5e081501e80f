import pg from 'pg';

/** Leave to have one request under way at a host. */
export interface HostSlot {
  host: string;
  /** 1 to the concurrency of who asks. */
  number: number;
}

const key = `hashtextextended('sevenllm slot ' || slot || ' of ' || $1::text, 0)`;

/**
 * The slots of hosts, shared by all workers of a ledger: slot n of a host is an advisory lock of PostgreSQL, held by a
 * connection of its own for as many requests as follow each other. Measured (tests/benchmarks/host-gate.mjs): a lease for
 * every request costs 0.4 ms of CPU a page, this 0.01, and 0.05 where two processes share a host. The server drops a
 * killed process's locks with its connection, where a lease would have to run out. After a lost connection the requests
 * under way end, and slots are taken anew.
 */
export class HostSlots {
  readonly #url: string;
  #client: Promise<pg.Client> | undefined;
  #isClosed = false;
  readonly #held = new Map<string, Set<HostSlot>>();

  constructor(url: string) {
    this.#url = url;
  }

  /** False for one that was let go, or lost with the connection. */
  holds(slot: HostSlot): boolean {
    return this.#held.get(slot.host)?.has(slot) ?? false;
  }

  /** Takes up to `count` further ones of those numbered 1 to `concurrency`; none where all are taken. */
  async take(host: string, concurrency: number, count: number): Promise<HostSlot[]> {
    if (this.#isClosed) throw new Error('The gate to the hosts is closed.');
    this.#client ??= this.#connect();
    const connecting = this.#client;
    const client = await connecting;
    const numbers = [...(this.#held.get(host) ?? [])].map(({ number }) => number);
    // A session can take its own lock again: what it holds must not be asked for, and CASE keeps that order.
    const { rows } = await client.query<{ slot: number }>(
      `select slot from generate_series(1, $2::int) as slot
       where case when slot = any($3::int[]) then false else pg_try_advisory_lock(${key}) end limit $4`,
      [host, concurrency, numbers, count],
    );
    if (this.#client !== connecting) return [];
    const taken = rows.map(({ slot }) => ({ host, number: slot }));
    if (taken.length > 0) this.#held.set(host, new Set([...(this.#held.get(host) ?? []), ...taken]));
    return taken;
  }

  /** Lets others have these. */
  async release(host: string, slots: readonly HostSlot[]): Promise<void> {
    const held = this.#held.get(host);
    const numbers = slots.filter((slot) => held?.delete(slot)).map(({ number }) => number);
    if (held?.size === 0) this.#held.delete(host);
    if (numbers.length === 0) return;
    const client = await this.#client;
    await client?.query(`select pg_advisory_unlock(${key}) from unnest($2::int[]) as slot`, [host, numbers]);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const client = await this.#client?.catch(() => undefined);
    this.#forget();
    await client?.end();
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.#url, application_name: 'sevenllm-hosts', keepAlive: true });
    client.on('error', () => this.#forget());
    client.on('end', () => this.#forget());
    try {
      await client.connect();
      // That a machine is gone is noticed within a minute, not within the two hours that are usual.
      await client.query(`select set_config('tcp_keepalives_idle', '30', false),
        set_config('tcp_keepalives_interval', '10', false), set_config('tcp_keepalives_count', '3', false)`);
      return client;
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  #forget(): void {
    this.#client = undefined;
    this.#held.clear();
  }
}
