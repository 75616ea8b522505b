import { useState } from 'react';

/**
 * Remembers what had the focus when a dialog opened, and gives it back when the dialog closes. Radix does so only for
 * a trigger of its own, and our dialogs are opened by state. An entry of a menu is gone by then: its button stands in.
 */
export function useOpener(open: boolean): (event: Event) => void {
  const [last, setLast] = useState(() => ({ open, opener: open ? opener() : null }));
  if (last.open !== open) setLast({ open, opener: open ? opener() : last.opener });
  return (event) => {
    event.preventDefault();
    if (isInDialog()) return;
    if (last.opener?.isConnected) last.opener.focus();
    else document.getElementById('main')?.focus({ preventScroll: true });
  };
}

function opener(): HTMLElement | null {
  const active = document.activeElement;
  const button = active?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  const found = button ? document.getElementById(button) : active;
  return found instanceof HTMLElement && found !== document.body ? found : null;
}

const FIELD =
  'input:not([type="checkbox"], [type="radio"], [type="file"]):not(:disabled), textarea:not(:disabled)';

/** Who opens a form means to write: its first field takes the focus, before the button that closes it. */
export function focusField(event: Event): void {
  const field =
    event.currentTarget instanceof Element ? event.currentTarget.querySelector<HTMLElement>(FIELD) : null;
  if (!field) return;
  event.preventDefault();
  field.focus();
}

/** A part with a use of its own for Esc says so (`data-own-escape`): the dialog around it stays. */
export function leaveEscape(event: KeyboardEvent): void {
  if (event.target instanceof Element && event.target.closest('[data-own-escape]')) event.preventDefault();
}

/** What closes must not take the focus from a dialog that has opened meanwhile: a field would be blurred and complain. */
export function isInDialog(): boolean {
  return document.activeElement?.closest('[role="dialog"]') != null;
}
