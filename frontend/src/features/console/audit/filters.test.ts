import { describe, expect, it } from 'vitest';

import { readFilter, withFilter } from './filters';

const ID = '0193a1f0-6b7c-7d3e-9f10-2a4b6c8d0e1f';

describe('the filters of the audit trail', () => {
  it('are read from the address', () => {
    const params = new URLSearchParams(`kind=learning&actor=${ID}&from=2026-11-01&to=2026-11-30`);
    expect(readFilter(params)).toEqual({
      kind: 'learning',
      actor: ID,
      from: '2026-11-01',
      to: '2026-11-30',
    });
  });

  it('leave out what is none', () => {
    expect(readFilter(new URLSearchParams('kind=A%25&actor=me&from=yesterday&page=2'))).toEqual({});
  });

  it('are dropped one by one', () => {
    const params = new URLSearchParams('kind=learning&from=2026-11-01');
    expect(withFilter(params, 'kind', null).toString()).toBe('from=2026-11-01');
    expect(params.get('kind')).toBe('learning');
  });
});
