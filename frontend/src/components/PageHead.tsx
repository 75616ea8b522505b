import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

import type { ReactNode } from 'react';

/** The document's title. The server may have written one for link previews: that one is changed. */
export function PageTitle({ title }: { title: string }) {
  const { t } = useTranslation();
  const full = t('title', { page: title });
  useEffect(() => {
    document.title = full;
  }, [full]);
  return null;
}

interface PageHeadProps {
  title: string;
  /** A line above the title, in the sans. */
  over?: ReactNode;
  lede?: ReactNode;
  action?: ReactNode;
  /** The document title, when it says more than the heading. */
  documentTitle?: string;
}

export function PageHead({ title, over, lede, action, documentTitle }: PageHeadProps) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-12 gap-y-5 pt-2.5 pb-7 wide:pt-[26px] wide:pb-9">
      <PageTitle title={documentTitle ?? title} />
      <div>
        {over && <p className="mb-1 text-sm text-ink-3">{over}</p>}
        <h1 className="d2">{title}</h1>
        {lede && <p className="lede mt-2.5">{lede}</p>}
      </div>
      {action}
    </header>
  );
}
