import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { api, inTenant, unwrap } from '@/api';
import { Button, Notice, Skeleton, useErrorMessage } from '@/components';

import { useOrganization } from '../organization';

import { isDesignUsable, templateInput, type DesignDraft } from './designDraft';

const PAUSE_MS = 700;
/** Long enough for a new tab to have read the file. */
const OPENING_MS = 60_000;

/** The server's own picture of a sample certificate, drawn again when the typing pauses. */
export function PreviewPane({ draft }: { draft: DesignDraft }) {
  const { t } = useTranslation('console');
  const { slug: org } = useOrganization();
  const message = useErrorMessage();
  const settled = useSettled(draft, PAUSE_MS);
  const preview = useQuery({
    queryKey: ['console', org, 'preview', settled],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST('/api/certificates/template/preview/', {
          ...inTenant(org),
          body: templateInput(settled),
          parseAs: 'blob',
          signal,
        }),
      ),
    enabled: isDesignUsable(settled),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
  });
  const shown: unknown = preview.data;
  const file = shown instanceof Blob ? shown : null;
  return (
    <section className="self-start wide:sticky wide:top-8">
      <div className="mb-3 flex min-h-10 items-center justify-between gap-4">
        <h2 className="d4">{t('design.preview')}</h2>
        {file && (
          <Button size="sm" onClick={() => openAside(file)}>
            <ExternalLink size={15} strokeWidth={1.75} aria-hidden />
            {t('design.previewOpen')}
          </Button>
        )}
      </div>
      {preview.isError && (
        <Notice tone="danger" title={t('design.previewFailed')} className="mb-3">
          {message(preview.error)}
        </Notice>
      )}
      <div
        className="relative aspect-[1123/794] overflow-hidden rounded-md bg-sunken outline-card"
        aria-busy={preview.isFetching}
      >
        {file ? (
          <img
            key={preview.dataUpdatedAt}
            alt={t('design.previewTitle')}
            ref={(image) => (image ? showIn(image, file) : undefined)}
            className="size-full"
          />
        ) : (
          !preview.isError && <Skeleton className="size-full" />
        )}
      </div>
      <p role="status" className="mt-2 text-sm text-ink-3">
        {preview.isFetching ? t('design.previewBusy') : ''}
      </p>
    </section>
  );
}

function useSettled<Value>(value: Value, pause: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), pause);
    return () => window.clearTimeout(timer);
  }, [value, pause]);
  return settled;
}

/** Gives the image an address for the picture for as long as it is shown. */
function showIn(image: HTMLImageElement, file: Blob): () => void {
  const url = URL.createObjectURL(file);
  image.src = url;
  return () => URL.revokeObjectURL(url);
}

function openAside(file: Blob): void {
  const url = URL.createObjectURL(file);
  window.open(url, '_blank', 'noopener');
  window.setTimeout(() => URL.revokeObjectURL(url), OPENING_MS);
}
