import { execFileSync } from 'node:child_process';

const ip = (...words) => execFileSync('ip', words, { stdio: ['ignore', 'pipe', 'pipe'] }).toString();

/** A hardware address that nobody has. */
const nobody = '02:00:00:00:00:99';

/**
 * A network namespace that reaches ours over a link, as a second machine would. The link can be pulled, so that it knows;
 * or its packets vanish, and neither side hears anything. Takes root.
 */
export class SecondMachine {
  /** Ours on the link between them. */
  address;
  #theirs;
  #isLost = false;
  #name;
  #outer;

  /** `number`, 0 to 255, tells those of one host apart. */
  constructor(number) {
    this.#name = `s7faults${number}`;
    this.#outer = `s7o${number}`;
    this.address = `10.199.${number}.1`;
    this.#theirs = `10.199.${number}.2`;
    this.close();
    ip('netns', 'add', this.#name);
    ip('link', 'add', this.#outer, 'type', 'veth', 'peer', 'name', 'inner', 'netns', this.#name);
    ip('address', 'add', `${this.address}/24`, 'dev', this.#outer);
    ip('link', 'set', this.#outer, 'up');
    ip('-n', this.#name, 'address', 'add', `${this.#theirs}/24`, 'dev', 'inner');
    ip('-n', this.#name, 'link', 'set', 'lo', 'up');
    ip('-n', this.#name, 'link', 'set', 'inner', 'up');
  }

  /** What goes before a command that is to run there. */
  get prefix() {
    return ['ip', 'netns', 'exec', this.#name];
  }

  /** Every packet vanishes from here on: each side takes the other for somebody who is not there. */
  cutOff() {
    for (const [at, other, link] of this.#sides)
      ip(...at, 'neighbour', 'replace', other, 'lladdr', nobody, 'dev', link, 'nud', 'permanent');
  }

  /** The cable is pulled: it sees that it has no network. */
  pullCable() {
    ip('-n', this.#name, 'link', 'set', 'inner', 'down');
  }

  /** Cuts it off for good, whatever else is restored. */
  lose() {
    this.#isLost = true;
    this.cutOff();
  }

  restore() {
    if (this.#isLost) return;
    ip('-n', this.#name, 'link', 'set', 'inner', 'up');
    for (const [at, other, link] of this.#sides) quietly(...at, 'neighbour', 'del', other, 'dev', link);
  }

  get #sides() {
    return [
      [[], this.#theirs, this.#outer],
      [['-n', this.#name], this.address, 'inner'],
    ];
  }

  /** The link goes by its own name: a namespace lives on for as long as a socket in it does. */
  close() {
    quietly('link', 'del', this.#outer);
    quietly('netns', 'del', this.#name);
  }

  /** Whether this process may make one. */
  static get isPossible() {
    try {
      new SecondMachine(255).close();
      return true;
    } catch {
      return false;
    }
  }
}

function quietly(...words) {
  try {
    ip(...words);
  } catch {
    // It is not there.
  }
}
