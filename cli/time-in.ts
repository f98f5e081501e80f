/** A moment as a person reads it where they are: `2026-11-02 06:00:00 GMT+8`. */
export function timeIn(tz: string, moment: Date): string {
  // Swedish writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: tz,
    dateStyle: 'short',
    timeStyle: 'long',
  }).format(moment);
}
