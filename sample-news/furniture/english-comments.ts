import type { Comment } from './views.ts';

/** What readers of Threatwatch write below its articles; made up, like their names. */
export const englishComments: readonly Comment[] = [
  {
    name: 'patch_tuesday_blues',
    hours: 3,
    html: 'We had the fix in our change calendar for the following weekend. I think about that weekend a lot.',
  },
  {
    name: 'Margit H.',
    hours: 5,
    html: 'Good write-up, thank you. Is there a version of the indicator list that I can feed to our proxy without retyping it?',
  },
  {
    name: 'grumpy_sysop',
    hours: 9,
    html: 'Every one of these ends with "segment your network" and every budget meeting ends without it.',
  },
  {
    name: 'OTnerd',
    hours: 20,
    html: 'For the plant people here: our notes from the last meet-up are at <a href="https://meetup-notes.example.net/2021/ot-night" rel="nofollow ugc">meetup-notes.example.net</a>. Bring your own coffee next time.',
  },
  {
    name: 'Lena from Graz',
    hours: 26,
    html: 'My aunt works in a hospital office and wrote the appointments on paper for three days. She says it was the first quiet week in years.',
  },
  {
    name: 'throwaway_ciso',
    hours: 31,
    html: 'Could you compare this with your piece on <a href="/research/notpetya#what-to-do" rel="ugc">NotPetya</a>? The board keeps mixing them up, and so did I.',
  },
  {
    name: 'Best Loans Online',
    hours: 44,
    html: 'Very nice blog, I learn much!! Visit also <a href="https://cheap-loans.example.com/?aff=9913" rel="nofollow ugc">my page for quick money</a>, no questions asked.',
  },
  {
    name: 'reverse_Ed',
    hours: 52,
    html: 'Small correction: the screenshot in your newsletter showed an older build. The text here is right.',
  },
  {
    name: 'J. Okonkwo',
    hours: 70,
    html: 'I teach this to second-year students and the timeline is exactly what I was missing. May I print it for class?',
  },
  {
    name: 'Threatwatch moderator',
    hours: 73,
    html: 'Two posts were removed. Please keep it civil; the rules are on <a href="/about#comments">our about page</a>.',
  },
];
