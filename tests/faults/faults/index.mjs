import { connectionFaults } from './connections.mjs';
import { machineFaults } from './machines.mjs';
import { postgresFaults } from './postgres.mjs';
import { redisFaults } from './redis.mjs';
import { workerFaults } from './workers.mjs';

/**
 * All that can befall a round. Each has a name; `fits` says of a plan whether it can happen there; `draw` chooses its
 * details; `inject` does it to a round, and returns, once it is over, what is to be told of it.
 */
export const faults = [...workerFaults, ...postgresFaults, ...redisFaults, ...connectionFaults, ...machineFaults];

export const faultNamed = (name) => faults.find((fault) => fault.name === name);
