import { readdir, readFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { messageOf, SetupError } from '../pipeline/errors.ts';
import { type Source, sourceSchema } from './define-source.ts';
import { builtInSources } from './sources/index.ts';

/** A regular expression that is written as text, as in JSON: without slashes and flags. */
const patternText = z.string().transform((text, context) => {
  try {
    return new RegExp(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: messageOf(error) });
    return z.NEVER;
  }
});

/** A source as a JSON file holds it. */
const sourceFileSchema = sourceSchema.extend({
  article: patternText,
  listing: patternText.optional(),
  exclude: patternText.optional(),
});

const readers: Record<string, (path: string) => Promise<Source>> = {
  '.json': async (path) => sourceFileSchema.parse(JSON.parse(await readFile(path, 'utf8'))),
  '.js': readModule,
  '.mjs': readModule,
};

/**
 * All sources by id: those that come with the program, then those of a person's own folder (`*.json`, `*.mjs`, `*.js`),
 * which may replace them. Throws a SetupError that names file and field where one of these is wrong.
 */
export async function loadSources(folder: string | null): Promise<Map<string, Source>> {
  const sources = new Map(builtInSources.map((source) => [source.id, source]));
  if (folder === null) return sources;
  const path = resolve(folder);
  const names = await readdir(path).catch((error: unknown) => {
    throw new SetupError(`Cannot read the folder of sources ${path}: ${messageOf(error)}. Check SEVENLLM_SOURCES.`);
  });
  const own = new Map<string, string>();
  for (const name of names.sort()) {
    const read = readers[extname(name)];
    if (!read) continue;
    const file = join(path, name);
    const source = await read(file).catch((error: unknown) => {
      throw new SetupError(`The source file ${file} is wrong: ${whatIsWrong(error)}`, { cause: error });
    });
    const other = own.get(source.id);
    if (other) throw new SetupError(`The source file ${file} is wrong: id: ${other} declares "${source.id}" already.`);
    own.set(source.id, name);
    sources.set(source.id, source);
  }
  return sources;
}

async function readModule(path: string): Promise<Source> {
  const module = (await import(pathToFileURL(path).href)) as { default?: unknown };
  if (module.default === undefined) throw new Error('it has no default export; write `export default { id: … }`.');
  return sourceSchema.parse(module.default);
}

/** One sentence a field: "article: Invalid input: expected RegExp, received undefined". */
function whatIsWrong(error: unknown): string {
  if (!(error instanceof z.ZodError)) return messageOf(error);
  return error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');
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
