import { describe, expect, it } from 'vitest';

import { readFilters, sortsFor, toQuery, writeFilters } from './filters';

const read = (query: string) => readFilters(new URLSearchParams(query));

describe('filters in the address', () => {
  it('come back as they were written', () => {
    const query = 'search=capacity&category=law&price=free&ordering=rating';
    expect(writeFilters(read(query)).toString()).toBe(query);
  });

  it('leave out what is at its default', () => {
    expect(writeFilters(read('ordering=newest')).toString()).toBe('');
    expect(writeFilters(read('search=law&ordering=relevance')).toString()).toBe('search=law');
  });

  it('know no best match without a search', () => {
    expect(read('ordering=relevance').sort).toBe('newest');
    expect(sortsFor('')).not.toContain('relevance');
    expect(read('search=law').sort).toBe('relevance');
  });

  it('send nothing that the API does not know', () => {
    expect(toQuery(read('level=wizard&price=stolen&ordering=random'))).toEqual({ ordering: 'newest' });
  });
});
