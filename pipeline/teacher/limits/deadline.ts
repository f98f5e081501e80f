/** An end to waiting: its signal aborts after so many milliseconds, unless it is cleared before. */
export interface Deadline {
  signal: AbortSignal;
  clear(): void;
}

/**
 * A deadline that goes away with the call it is for. An `AbortSignal.timeout` is held until it fires: with calls that may
 * take five minutes and do take a second, three hundred for each one that is under way.
 */
export function deadlineAfter(milliseconds: number): Deadline {
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(new DOMException('The deadline has passed.', 'TimeoutError')),
    milliseconds,
  );
  return { signal: controller.signal, clear: () => clearTimeout(timer) };
}
