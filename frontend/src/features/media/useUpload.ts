import { useCallback, useEffect, useRef, useState } from 'react';

import { finalizeUpload, forgetUpload, readUpload, type RequestSlot } from './requests';
import { sendFile, SendError, type SendFailure } from './send';

import type { Upload } from '@/api';

export type UploadState =
  | { step: 'idle' }
  | { step: 'sending'; fileName: string; percent: number }
  | { step: 'checking'; fileName: string }
  /** `problem`: the server's sentence about the content; `failure`: the way there broke; `error`: an answer. */
  | { step: 'failed'; fileName: string; problem?: string; failure?: SendFailure; error?: unknown };

const FIRST_LOOK_MS = 700;
const LONGEST_LOOK_MS = 5_000;

interface UploadControl {
  state: UploadState;
  start: (file: File) => void;
  /** The same file once more. */
  retry: () => void;
  cancel: () => void;
}

/** One file from the disk to a checked upload. Leaving the page stops the sending, not the checking. */
export function useUpload(request: RequestSlot, onReady: (upload: Upload) => void): UploadControl {
  const [state, setState] = useState<UploadState>({ step: 'idle' });
  const running = useRef<AbortController | null>(null);
  const lastFile = useRef<File | null>(null);
  const latest = useRef({ request, onReady });
  useEffect(() => {
    latest.current = { request, onReady };
  });
  useEffect(() => () => running.current?.abort(), []);

  const start = useCallback((file: File) => {
    running.current?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    lastFile.current = file;
    const show = (next: UploadState) => {
      if (!signal.aborted) setState(next);
    };
    const run = async () => {
      const fileName = file.name;
      let id: string | null = null;
      let sent = false;
      try {
        show({ step: 'sending', fileName, percent: 0 });
        const slot = await latest.current.request(file);
        id = slot.id;
        signal.throwIfAborted();
        await sendFile(file, slot.slot, (percent) => show({ step: 'sending', fileName, percent }), signal);
        sent = true;
        show({ step: 'checking', fileName });
        const upload = await checked(id, signal);
        if (upload.status === 'failed') {
          show({ step: 'failed', fileName, problem: upload.problem });
          return;
        }
        show({ step: 'idle' });
        latest.current.onReady(upload);
      } catch (error) {
        if (id && !sent) void forgetUpload(id);
        if (signal.aborted) return;
        show(
          error instanceof SendError
            ? { step: 'failed', fileName, failure: error.failure }
            : { step: 'failed', fileName, error },
        );
      }
    };
    void run();
  }, []);

  const retry = useCallback(() => {
    if (lastFile.current) start(lastFile.current);
  }, [start]);

  const cancel = useCallback(() => {
    running.current?.abort();
    setState({ step: 'idle' });
  }, []);

  return { state, start, retry, cancel };
}

/** Says that the file is there, and asks until it is ready or refused. */
async function checked(id: string, signal: AbortSignal): Promise<Upload> {
  let upload = await finalizeUpload(id, signal);
  let pause = FIRST_LOOK_MS;
  while (upload.status === 'requested' || upload.status === 'processing') {
    await wait(pause, signal);
    pause = Math.min(pause * 1.5, LONGEST_LOOK_MS);
    upload = await readUpload(id, signal);
  }
  return upload;
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = window.setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        window.clearTimeout(timer);
        reject(signal.reason as Error);
      },
      { once: true },
    );
  });
}
