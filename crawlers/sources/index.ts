import type { Source } from '../define-source.ts';
import { sampleNewsEn } from './sample-news-en.ts';
import { sampleNewsZh } from './sample-news-zh.ts';

/** The sources that come with this program. */
export const builtInSources: readonly Source[] = [sampleNewsEn, sampleNewsZh];
