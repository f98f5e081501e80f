import { alpaca } from './alpaca.ts';
import type { Format } from './format.ts';
import { hf } from './hf.ts';
import { messages } from './messages.ts';
import { parquet } from './parquet.ts';
import { pointers } from './pointers.ts';
import { sevenllm } from './sevenllm.ts';
import { sevenllmExtended } from './sevenllm-extended.ts';
import { sharegpt } from './sharegpt.ts';

/** Every form that the dataset can be written in. */
export const formats: readonly Format[] = [
  sevenllm,
  sevenllmExtended,
  messages,
  alpaca,
  sharegpt,
  parquet,
  hf,
  pointers,
];

export const formatNamed = (name: string): Format | undefined => formats.find((format) => format.name === name);
