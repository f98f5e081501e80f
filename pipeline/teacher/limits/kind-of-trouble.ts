/**
 * What of a call's error a log may hold; null where that is nothing. What an endpoint said may cite the prompt, and that is
 * text of a document: the ledger keeps it for those who may see it.
 */
export const kindOfTrouble = (error: string): string | null =>
  /\bHTTP \d{3}\b|\bno (whole )?answer in time\b|\bE[A-Z]{4,}\b/.exec(error)?.[0] ?? null;
