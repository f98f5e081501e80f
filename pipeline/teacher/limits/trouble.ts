/** What went wrong with a call for the endpoint's sake, not the request's. */
export interface Trouble {
  /**
   * - busy: it says that there are too many calls (429);
   * - failing: it answers that it failed, or hangs up;
   * - unusable: it answers, and with what nobody can read;
   * - slow: no whole answer came within the deadline;
   * - unreachable: nothing listens there, or the name is unknown.
   */
  kind: 'busy' | 'failing' | 'unusable' | 'slow' | 'unreachable';
  /** In a few words, for `status` and the log. */
  error: string;
  /** One sentence for a person. */
  sentence: string;
  /** What to do about it. */
  advice: string;
  /** Whether the request itself may be what it fails at. */
  mayBeItsFault: boolean;
  headers?: Headers;
}
