import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { messageOf, SetupError } from '../../pipeline/errors.ts';
import type { Embed } from './semantic.ts';

/** What is used of the optional package, which brings some 470 MB with it: whoever has a folder installs it. */
interface Transformers {
  env: { allowRemoteModels: boolean; localModelPath: string };
  pipeline(
    task: 'feature-extraction',
    model: string,
    options: Record<string, unknown>,
  ): Promise<(texts: string[], options: Record<string, unknown>) => Promise<{ tolist(): number[][] }>>;
}

const optionalPackage = '@huggingface/transformers';

/**
 * Vectors by an ONNX model of sentences in a folder (`config.json`, `tokenizer.json`, `onnx/model.onnx`), such as
 * paraphrase-multilingual-MiniLM-L12-v2, the authors'. Nothing is downloaded. Throws a SetupError that says what is missing.
 */
export async function folderEmbedder(folder: string): Promise<Embed> {
  const path = resolve(folder);
  if (!(await stat(join(path, 'onnx', 'model.onnx')).catch(() => null)))
    throw new SetupError(`${folder} holds no onnx/model.onnx beside config.json and tokenizer.json.`);
  let transformers: Transformers;
  try {
    transformers = (await import(optionalPackage)) as Transformers;
  } catch {
    throw new SetupError(
      `To use a model in a folder, install what runs it: npm install ${optionalPackage}; or name one at an endpoint with --embeddings.`,
    );
  }
  transformers.env.allowRemoteModels = false;
  transformers.env.localModelPath = dirname(path);
  try {
    const extract = await transformers.pipeline('feature-extraction', basename(path), { dtype: 'fp32' });
    return async (texts) => {
      const vectors: Float32Array[] = [];
      for (let start = 0; start < texts.length; start += 16) {
        const made = await extract(texts.slice(start, start + 16), { pooling: 'mean', normalize: true });
        vectors.push(...made.tolist().map((vector) => Float32Array.from(vector)));
      }
      return vectors;
    };
  } catch (error) {
    throw new SetupError(`The model in ${folder} cannot be used: ${messageOf(error)}`);
  }
}
