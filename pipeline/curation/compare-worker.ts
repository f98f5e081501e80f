import { parentPort, workerData } from 'node:worker_threads';
import { compareTexts, type TextTable } from './compare-texts.ts';

export interface CompareTask {
  table: TextTable;
  threshold: number;
  offset: number;
  stride: number;
}

/** The thread's side of `nearTexts`: one share of the texts, one answer. */
const { table, threshold, offset, stride } = workerData as CompareTask;
const near = compareTexts(table, threshold, offset, stride);
const buffers = [near.first, near.second, near.scores].map(({ buffer }) => buffer as ArrayBuffer);
parentPort?.postMessage(near, buffers);
