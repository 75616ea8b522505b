import { describe, expect, it } from 'vitest';

import { readFilters, sortsFor, toQuery, writeFilters } from './filters';

const read = (query: string) => readFilters(new URLSearchParams(query));
const ask = (query: string, signedIn = true) =>
  toQuery(read(query), { signedIn, zone: () => 'Europe/London' });

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
    expect(ask('level=wizard&price=stolen&ordering=random&when=soon&format=x&kind=y')).toEqual({});
    expect(ask('date_from=tomorrow&accreditor=apc')).toEqual({});
  });

  it('order events by when they are, unless somebody chose another order', () => {
    expect(read('kind=event').sort).toBe('soonest');
    expect(read('when=later').sort).toBe('soonest');
    expect(read('format=on_demand').sort).toBe('newest');
    expect(ask('kind=event')).toEqual({ kind: 'event' });
    expect(ask('kind=event&ordering=price')).toEqual({ kind: 'event', ordering: 'price' });
    expect(writeFilters(read('format=online&ordering=newest')).toString()).toBe(
      'format=online&ordering=newest',
    );
  });

  it('say whose today is meant, and whose gap', () => {
    expect(ask('when=this_week')).toEqual({ when: 'this_week', zone: 'Europe/London' });
    expect(ask('closes_my_gap=true')).toEqual({ closes_my_gap: true });
    expect(ask('closes_my_gap=true', false)).toEqual({});
  });
});
