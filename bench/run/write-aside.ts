import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf, SetupError } from '../../pipeline/errors.ts';

/** Writes a file beside its place and moves it there: whoever looks sees the old one or the whole new one. */
export async function writeAside(file: string, content: string): Promise<void> {
  const aside = `${file}.${process.pid}.partial`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(aside, content);
    await rename(aside, file);
  } catch (error) {
    await rm(aside, { force: true });
    throw new SetupError(`${file} cannot be written: ${messageOf(error)}`);
  }
}
