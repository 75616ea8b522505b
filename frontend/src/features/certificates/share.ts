import { toasts } from '@/components';

/** Copies a link and says so; where the clipboard is refused, nothing is claimed. */
export async function copyLink(url: string, said: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(url);
    toasts.show(said);
  } catch {
    window.prompt(said, url);
  }
}

/** Whether this browser has a share sheet. */
export function canShare(): boolean {
  return 'share' in navigator;
}

export async function shareLink(url: string, title: string): Promise<void> {
  try {
    await navigator.share({ url, title });
  } catch {
    // Closed without sharing: nothing to say.
  }
}
