import { useMutation } from '@tanstack/react-query';
import { Download, Hourglass } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import { api, inTenant, isApiError, unwrap, type IssuedDocument } from '@/api';
import { useErrorMessage } from '@/components';

import '../messages';

interface DocumentDownloadProps {
  document: Pick<IssuedDocument, 'id' | 'kind' | 'number' | 'pdf_ready'>;
  /** The organization that asks for its own; without it the caller asks as the buyer. */
  org?: string;
  /** Says what it is before its number. */
  named?: boolean;
}

/** The number of an invoice or credit note, by which its PDF is fetched; until there is one, says so. */
export default function DocumentDownload({ document, org, named = false }: DocumentDownloadProps) {
  const { id, kind, number } = document;
  const { t } = useTranslation('billing');
  const message = useErrorMessage();
  const errorId = useId();
  const download = useMutation({
    mutationFn: () =>
      unwrap(
        api.GET('/api/billing/invoices/{invoice_id}/download/', {
          ...(org ? inTenant(org) : {}),
          params: { path: { invoice_id: id } },
        }),
      ),
    // The address lives for minutes only, so that each click asks for a new one.
    onSuccess: ({ url }) => window.location.assign(url),
  });
  const words = { kind: t(`document.${kind}`), number };
  if (!document.pdf_ready) {
    return (
      <span className="num inline-flex min-h-6 items-center gap-1.5 text-sm text-ink-3">
        <Hourglass size={15} strokeWidth={1.75} aria-hidden className="flex-none" />
        {t('document.preparing', words)}
      </span>
    );
  }
  const late = isApiError(download.error) && download.error.code === 'invoice_not_ready';
  return (
    <span className="inline-grid justify-items-start">
      <button
        type="button"
        aria-label={t('document.download', words)}
        aria-describedby={download.isError ? errorId : undefined}
        aria-busy={download.isPending || undefined}
        disabled={download.isPending}
        onClick={() => download.mutate()}
        className="num inline-flex min-h-9 items-center gap-1.5 text-start text-sm font-medium whitespace-nowrap text-ink-2 decoration-1 underline-offset-4 hover:text-ink hover:underline max-wide:min-h-11"
      >
        <Download size={15} strokeWidth={1.75} aria-hidden className="flex-none" />
        {download.isPending ? t('document.downloading') : named ? t('document.named', words) : number}
      </button>
      {download.isError && (
        <span id={errorId} role="alert" className="max-w-64 text-sm text-danger">
          {late ? t('document.notReady') : message(download.error)}
        </span>
      )}
    </span>
  );
}
