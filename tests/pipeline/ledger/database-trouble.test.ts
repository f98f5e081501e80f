import { expect, it } from 'vitest';
import { StopRunError } from '../../../pipeline/errors.ts';
import { asDatabaseTrouble } from '../../../pipeline/ledger/database-trouble.ts';

it.each(['ECONNREFUSED', 'ECONNRESET', 'ENETUNREACH', 'EHOSTUNREACH', 'EAI_AGAIN'])(
  'takes %s for a ledger that cannot be reached, and not for the fault of a record',
  (code) => {
    const trouble = asDatabaseTrouble(Object.assign(new Error(`connect ${code} 10.0.0.1:5432`), { code }));
    expect(trouble).toBeInstanceOf(StopRunError);
    expect(trouble?.message).toContain('The connection to the database was lost');
  },
);

it('leaves other errors alone', () => {
  expect(asDatabaseTrouble(new Error('no such thing'))).toBeUndefined();
});
