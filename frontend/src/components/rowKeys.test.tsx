import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { Table, Td, Tr, rowKeys } from '@/components';

function People({ onEdit }: { onEdit: (name: string) => void }) {
  const row = (name: string) => (
    <>
      <input type="checkbox" aria-label={`Tick ${name}`} />
      <a href={`#${name}`}>{name}</a>
      <button type="button" data-shortcut="e" onClick={() => onEdit(name)}>
        Edit {name}
      </button>
    </>
  );
  return (
    <>
      <Table>
        <tbody>
          <Tr>
            <Td>{row('Ada')}</Td>
          </Tr>
        </tbody>
      </Table>
      <ul ref={rowKeys}>
        <li>{row('Ben')}</li>
        <li>Nothing to press</li>
      </ul>
    </>
  );
}

describe('rows', () => {
  it('are walked across a table and a list, in the order of the page', async () => {
    const user = userEvent.setup();
    render(<People onEdit={vi.fn()} />);
    await user.keyboard('jj');
    expect(screen.getByRole('link', { name: 'Ben' })).toHaveFocus();
    await user.keyboard('j');
    expect(screen.getByText('Nothing to press')).toHaveFocus();
    await user.keyboard('kk');
    expect(screen.getByRole('link', { name: 'Ada' })).toHaveFocus();
  });

  it('are ticked with x and edited with e, where the focus is', async () => {
    const onEdit = vi.fn();
    const user = userEvent.setup();
    render(<People onEdit={onEdit} />);
    await user.keyboard('xe');
    expect(onEdit).not.toHaveBeenCalled();
    await user.keyboard('jjxe');
    expect(screen.getByRole('checkbox', { name: 'Tick Ben' })).toBeChecked();
    expect(screen.getByRole('checkbox', { name: 'Tick Ada' })).not.toBeChecked();
    expect(onEdit).toHaveBeenCalledExactlyOnceWith('Ben');
  });
});
