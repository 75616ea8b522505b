import { useTranslation } from 'react-i18next';

import { isApiError } from '@/api';

import { Button } from './Button';
import { PageTitle } from './PageHead';

import type { ReactNode } from 'react';

interface EmptyStateProps {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** With h1 it stands for the whole page, and names it. */
  level?: 'h1' | 'h2';
}

/** Nothing here yet: says so, and what to do. */
export function EmptyState({ title, children, action, level: Heading = 'h2' }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-[34rem] flex-col items-center py-14 text-center wide:py-20">
      {Heading === 'h1' && <PageTitle title={title} />}
      <Heading className="d3">{title}</Heading>
      {children && <div className="mt-3 leading-relaxed text-ink-2">{children}</div>}
      {action && <div className="mt-7 flex flex-wrap justify-center gap-3">{action}</div>}
    </div>
  );
}

interface ErrorStateProps {
  error: unknown;
  retry?: (() => void) | undefined;
  title?: string | undefined;
  /** It stands for the whole page: the title is the page's own. */
  page?: boolean;
}

/** A block that could not be loaded. It fails alone; what stands around it stays. */
export function ErrorState({ error, retry, title, page = false }: ErrorStateProps) {
  const { t } = useTranslation();
  const text = title ?? t('error.title');
  const Heading = page ? 'h1' : 'h2';
  const message = useErrorMessage();
  return (
    <div
      role="alert"
      className="mx-auto flex max-w-[34rem] flex-col items-center py-14 text-center wide:py-20"
    >
      {page && <PageTitle title={text} />}
      <Heading className="d3">{text}</Heading>
      <p className="mt-3 leading-relaxed text-ink-2">{message(error)}</p>
      {retry && (
        <Button className="mt-7" onClick={retry}>
          {t('tryAgain')}
        </Button>
      )}
    </div>
  );
}

/** What an error means to a reader: what happened, what is safe, what to do. */
export function useErrorMessage(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (!isApiError(error)) return t('error.server');
    if (error.isOffline) return t('error.offline');
    if (error.status === 401) return t('error.signedOut');
    if (error.status === 429) {
      const minutes = Math.ceil((error.retryAfterSeconds ?? 0) / 60);
      return minutes > 1 ? t('error.throttledFor', { count: minutes }) : t('error.throttled');
    }
    if (error.status >= 500 || error.code === 'unknown') return t('error.server');
    return error.message;
  };
}
