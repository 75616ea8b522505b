import { render, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { Cover } from './Cover';

describe('a cover', () => {
  it('has its ground at once, and its lines in the end', async () => {
    const { container } = render(<Cover seed="0193a0b0" />);
    expect(container.querySelector('rect')).toHaveAttribute('fill');
    await waitFor(() => expect(container.querySelectorAll('path').length).toBeGreaterThan(10));
  });
});
