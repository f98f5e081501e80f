/** What attackers are said to want. The rules' gazetteer recognises the same labels. */
export { motiveVocabulary as motives } from '../../pipeline/teacher/rules/gazetteers/motives.ts';
