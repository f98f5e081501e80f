import { execFileSync } from 'node:child_process';

const ip = (...words) => execFileSync('ip', words, { stdio: ['ignore', 'pipe', 'pipe'] }).toString();

/**
 * A network namespace that reaches ours over a bridge, as a second machine would. Its link can be pulled, so that it
 * knows; or its packets vanish, and neither side hears anything. Takes root.
 */
export class SecondMachine {
  /** Ours on the link between them. */
  address;
  #name;
  #bridge;
  #outer;

  /** `number`, 0 to 255, tells those of one host apart. */
  constructor(number) {
    this.#name = `s7faults${number}`;
    this.#bridge = `s7b${number}`;
    this.#outer = `s7o${number}`;
    this.address = `10.199.${number}.1`;
    SecondMachine.#clear(this.#name, this.#bridge);
    ip('netns', 'add', this.#name);
    ip('link', 'add', this.#bridge, 'type', 'bridge');
    ip('address', 'add', `${this.address}/24`, 'dev', this.#bridge);
    ip('link', 'set', this.#bridge, 'up');
    ip('link', 'add', this.#outer, 'type', 'veth', 'peer', 'name', 'inner', 'netns', this.#name);
    ip('link', 'set', this.#outer, 'master', this.#bridge, 'up');
    ip('-n', this.#name, 'address', 'add', `10.199.${number}.2/24`, 'dev', 'inner');
    ip('-n', this.#name, 'link', 'set', 'lo', 'up');
    ip('-n', this.#name, 'link', 'set', 'inner', 'up');
  }

  /** What goes before a command that is to run there. */
  get prefix() {
    return ['ip', 'netns', 'exec', this.#name];
  }

  /** Every packet vanishes from here on. */
  cutOff() {
    ip('link', 'set', this.#outer, 'nomaster');
  }

  /** The cable is pulled: it sees that it has no network. */
  pullCable() {
    ip('-n', this.#name, 'link', 'set', 'inner', 'down');
  }

  restore() {
    ip('link', 'set', this.#outer, 'master', this.#bridge);
    ip('-n', this.#name, 'link', 'set', 'inner', 'up');
  }

  close() {
    SecondMachine.#clear(this.#name, this.#bridge);
  }

  static #clear(name, bridge) {
    for (const words of [
      ['netns', 'del', name],
      ['link', 'del', bridge],
    ])
      try {
        ip(...words);
      } catch {
        // It is not there.
      }
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
