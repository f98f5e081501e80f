/** Milliseconds from an answer's arrival within which it must be stored; a busy machine takes some. */
const storingMs = 1500;
/** Milliseconds for which a process may not know yet that it lost the database, or its lock, and goes on asking. */
const noticingMs = 1000;

/**
 * Calls that were bought again although no fault can have lost them: of each question, every call but one must have been
 * under way, or not yet stored, while a fault was. `ends` are those of the workers: one that stopped of itself, since the
 * database was gone, lost what it had under way as well.
 */
export function paidTwice(calls, faults, ends) {
  const moments = [
    ...faults.map(({ from, to }) => ({ from, to: to + noticingMs })),
    ...ends.map(({ at }) => ({ from: at, to: at })),
  ];
  const byQuestion = Map.groupBy
    ? Map.groupBy(calls, ({ hash }) => hash)
    : calls.reduce((map, call) => map.set(call.hash, [...(map.get(call.hash) ?? []), call]), new Map());
  const again = [];
  let excused = 0;
  for (const asked of byQuestion.values()) {
    const lost = asked.filter((call) =>
      moments.some(({ from, to }) => call.start <= to && (call.end ?? from) + storingMs >= from),
    );
    const most = asked.length - 1;
    excused += Math.min(lost.length, most);
    if (lost.length < most) again.push(asked);
  }
  return { excused, again };
}
