import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';

import { Button, Dialog, Menu, MenuItem, Sheet } from '@/components';
import '@/components/messages';

function Page({ Layer, left }: { Layer: typeof Dialog; left?: () => void }) {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  return (
    <main id="main" tabIndex={-1}>
      <Button onClick={() => setOpen(true)}>Open it</Button>
      <Layer open={open} onOpenChange={setOpen} title="By state">
        <input aria-label="Title" />
      </Layer>
      <Menu trigger={<Button>More</Button>}>
        <MenuItem onSelect={() => setAsked(true)}>Refund</MenuItem>
      </Menu>
      {asked && (
        <Layer open onOpenChange={setAsked} title="By being there">
          <input aria-label="Amount" onBlur={left} />
        </Layer>
      )}
    </main>
  );
}

describe.each([
  ['a dialog', Dialog],
  ['a sheet', Sheet],
])('%s', (_, Layer) => {
  it('takes the focus to its field, and gives it back to the button that opened it', async () => {
    const user = userEvent.setup();
    render(<Page Layer={Layer} />);
    await user.click(screen.getByRole('button', { name: 'Open it' }));
    expect(await screen.findByRole('textbox', { name: 'Title' })).toHaveFocus();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.getByRole('button', { name: 'Open it' })).toHaveFocus());
  });

  it('gives it back to the button of the menu that it was chosen from', async () => {
    const user = userEvent.setup();
    const left = vi.fn();
    render(<Page Layer={Layer} left={left} />);
    screen.getByRole('button', { name: 'More' }).focus();
    await user.keyboard('{Enter}');
    await screen.findByRole('menuitem', { name: 'Refund' });
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('textbox', { name: 'Amount' })).toHaveFocus();
    await user.keyboard('45');
    expect(screen.getByRole('textbox', { name: 'Amount' })).toHaveValue('45');
    expect(left).not.toHaveBeenCalled();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.getByRole('button', { name: 'More' })).toHaveFocus());
  });
});
