import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf, SetupError } from '../pipeline/errors.ts';
import { type Source, sourceSchema } from './define-source.ts';
import { builtInSources } from './sources/index.ts';

/** All sources by id: those that come with the program, then those of a person's own folder, which may replace them. */
export async function loadSources(folder: string | null): Promise<Map<string, Source>> {
  const sources = new Map(builtInSources.map((source) => [source.id, source]));
  if (folder === null) return sources;
  const path = resolve(folder);
  const names = await readdir(path).catch((error: unknown) => {
    throw new SetupError(`Cannot read the folder of sources ${path}: ${messageOf(error)}. Check SEVENLLM_SOURCES.`);
  });
  for (const name of names.filter((entry) => /\.m?js$/.test(entry)).sort()) {
    try {
      const module = (await import(pathToFileURL(join(path, name)).href)) as { default?: unknown };
      const source = sourceSchema.parse(module.default);
      sources.set(source.id, source);
    } catch (error) {
      throw new SetupError(`The source file ${join(path, name)} is wrong: ${messageOf(error)}`);
    }
  }
  return sources;
}

/** The sources named, or all that are known. Throws a SetupError that lists the known ones where a name is not among them. */
export function pickSources(sources: ReadonlyMap<string, Source>, ids: readonly string[]): Source[] {
  return ids.map((id) => {
    const source = sources.get(id);
    if (!source)
      throw new SetupError(
        `There is no source "${id}". Known: ${[...sources.keys()].join(', ')}. See \`sevenllm sources\`.`,
      );
    return source;
  });
}
