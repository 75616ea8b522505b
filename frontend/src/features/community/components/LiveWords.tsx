import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FeedView } from '../client/feedView';

const TOGETHER_MS = 4_000;
const SPOKEN_LENGTH = 120;

/** Reads out what others write: one message with its words, several at once as a number. Never more often than a breath. */
export function LiveWords({ view, me }: { view: FeedView; me: string }) {
  const { t } = useTranslation('community');
  const [words, setWords] = useState('');
  const spoken = useRef<number | null>(null);
  const timer = useRef<number | undefined>(undefined);
  const latest = view.messages.at(-1)?.seq ?? 0;
  const ready = view.state === 'ready';
  const current = useRef(view.messages);
  useEffect(() => {
    current.current = view.messages;
  }, [view.messages]);
  useEffect(() => {
    if (!ready) return;
    spoken.current ??= latest;
    if (latest <= spoken.current) return;
    if (timer.current !== undefined) return;
    timer.current = window.setTimeout(() => {
      timer.current = undefined;
      const since = spoken.current ?? 0;
      spoken.current = current.current.at(-1)?.seq ?? since;
      const fresh = current.current.filter(
        ({ seq, sender, status }) => seq > since && sender.id !== me && status === 'shown',
      );
      const [one] = fresh;
      if (!one) return;
      const excerpt = textOf(one.html).slice(0, SPOKEN_LENGTH);
      setWords(
        fresh.length === 1
          ? t('live.one', { name: one.sender.display_name, words: excerpt })
          : t('live.many', { count: fresh.length }),
      );
    }, TOGETHER_MS);
  }, [ready, latest, me, t]);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {words}
    </p>
  );
}

function textOf(html: string): string {
  return new DOMParser().parseFromString(html, 'text/html').body.textContent;
}
