import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';

import { saveDraft, workKey } from './assignmentQueries';

import type { WorkDraft } from '@/api';

export const AUTOSAVE_MS = 1200;

export interface KeptDraft {
  saving: boolean;
  /** When it was last kept, in this visit or before. */
  savedAt: Date | null;
  dirty: boolean;
  /** Why what is on the screen now could not be kept. */
  error: Error | null;
  /** Keeps it now. */
  keep: () => void;
  /** Waits for what is on its way and sends nothing more: the work is handed in whole. */
  stop: () => Promise<void>;
  /** Goes on keeping: handing in has failed. */
  resume: () => void;
}

/**
 * Keeps a draft once nothing has changed for a moment, one request at a time, so that an older text never arrives
 * after a newer one. After a failure the text stays on the screen; a change of it, or a hand, tries again. Leaving the
 * page sends what is not kept yet.
 */
export function useDraft(
  lessonId: string,
  draft: WorkDraft,
  kept: WorkDraft,
  keptAt: string | null,
): KeptDraft {
  const client = useQueryClient();
  const [saved, setSaved] = useState(() => JSON.stringify(kept));
  const [savedAt, setSavedAt] = useState(() => (keptAt ? new Date(keptAt) : null));
  const [saving, setSaving] = useState(false);
  const [failed, setFailed] = useState<{ sent: string; error: Error } | null>(null);
  const underway = useRef<Promise<void>>(Promise.resolve());
  const stopped = useRef(false);
  const now = JSON.stringify(draft);
  const dirty = now !== saved;
  const error = failed?.sent === now ? failed.error : null;

  const keep = useCallback(() => {
    underway.current = underway.current.then(async () => {
      if (stopped.current) return;
      setSaving(true);
      setFailed(null);
      try {
        const work = await saveDraft(lessonId, JSON.parse(now) as WorkDraft);
        client.setQueryData(workKey(lessonId), work);
        setSaved(now);
        setSavedAt(new Date());
      } catch (reason) {
        setFailed({ sent: now, error: reason as Error });
      }
      setSaving(false);
    });
  }, [client, lessonId, now]);

  const stop = useCallback(async () => {
    stopped.current = true;
    await underway.current;
  }, []);
  const resume = useCallback(() => {
    stopped.current = false;
  }, []);

  const due = dirty && !saving && !error;
  useEffect(() => {
    if (!due) return undefined;
    const timer = window.setTimeout(keep, AUTOSAVE_MS);
    return () => window.clearTimeout(timer);
  }, [due, keep]);

  const leave = useEffectEvent(() => {
    if (!dirty || stopped.current) return;
    saveDraft(lessonId, draft, true)
      .then((work) => client.setQueryData(workKey(lessonId), work))
      .catch(() => undefined);
  });
  useEffect(() => {
    const hide = () => {
      if (document.visibilityState === 'hidden') leave();
    };
    document.addEventListener('visibilitychange', hide);
    return () => {
      document.removeEventListener('visibilitychange', hide);
      leave();
    };
  }, []);

  return { saving, savedAt, dirty, error, keep, stop, resume };
}
