import { describe, expect, it } from 'vitest';

import { paths, safeNext } from './paths';

describe('the place to go back to', () => {
  it('is kept through sign-in', () => {
    expect(paths.signIn('/checkout?course=consent')).toBe(
      '/auth/sign-in?next=%2Fcheckout%3Fcourse%3Dconsent',
    );
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', null])(
    'is never %s',
    (next) => {
      expect(safeNext(next)).toBe('/');
    },
  );

  it('may be any page of ours', () => {
    expect(safeNext('/learn/consent/l4?x=1')).toBe('/learn/consent/l4?x=1');
  });
});
