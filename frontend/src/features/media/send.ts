import type { UploadSlot } from '@/api';

/** Why a file did not get to the store. */
export type SendFailure = 'broken' | 'tooLarge' | 'expired';

export class SendError extends Error {
  readonly failure: SendFailure;

  constructor(failure: SendFailure) {
    super(failure);
    this.name = 'SendError';
    this.failure = failure;
  }
}

/**
 * Puts a file straight into the store. Not with fetch: only XMLHttpRequest says how far a file has come.
 * Rejects with a `SendError`, or with the signal's reason once it is aborted.
 */
export function sendFile(
  file: File,
  slot: UploadSlot,
  onPercent: (percent: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = (failure: SendFailure) => reject(new SendError(failure));
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      if (total > 0) onPercent(Math.floor((loaded * 100) / total));
    });
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else if (request.status === 413) fail('tooLarge');
      else fail(request.status === 403 ? 'expired' : 'broken');
    });
    request.addEventListener('error', () => fail('broken'));
    request.addEventListener('timeout', () => fail('broken'));
    const stop = () => {
      request.abort();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', stop, { once: true });
    request.open(slot.method, slot.url);
    for (const [name, value] of Object.entries(slot.headers)) request.setRequestHeader(name, value);
    request.send(file);
  });
}
