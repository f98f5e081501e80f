import { type Candidate, candidate } from './candidate.ts';

const WORD = String.raw`[A-Z][A-Za-z’'-]{1,20}`;
const patterns = [
  new RegExp(
    String.raw`(?<![A-Za-z])(?:University|Ministry|Bank|Embassy|Port|City|Department|Institute) of (?:the )?${WORD}(?: (?:and |of )?${WORD}){0,3}`,
    'g',
  ),
  new RegExp(
    String.raw`(?<![A-Za-z])(?:${WORD} ){1,3}(?:University|Hospital|Medical Center|Health System|Airport|Police Department|County Council|City Council|School District|Central Bank|Parliament|Corporation|Airlines|Airways)(?![A-Za-z])`,
    'g',
  ),
];
const leadingWords =
  /^(?:The|A|An|In|At|On|And|But|When|While|After|Before|Since|For|By|From|This|That|These|As|If|It|Its|Our|Their|Other|According|Several|Both) /;

const unnamed = /^(?:International|National|Central|Regional|General|Local|Federal|Public|Private|State) \w+$/;

/** Organisations told by the form of their name, in English: ministries, universities, hospitals, airports. */
export function findOrganisationsByForm(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const skipped = leadingWords.exec(match[0])?.[0].length ?? 0;
      const value = match[0].slice(skipped);
      if (value.includes(' ') && !unnamed.test(value))
        found.push(candidate('organisation', text, match.index + skipped, match.index + match[0].length));
    }
  }
  return found;
}
