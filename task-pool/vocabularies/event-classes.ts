/** What kind of event a text tells of. The rules' gazetteer recognises the same labels. */
export { eventClassVocabulary as eventClasses } from '../../pipeline/teacher/rules/gazetteers/event-classes.ts';
