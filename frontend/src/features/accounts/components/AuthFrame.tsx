import { useTranslation } from 'react-i18next';

import { Cover, Main, PageTitle, SimpleHead } from '@/components';

import '../messages';

import type { ReactNode } from 'react';

interface AuthFrameProps {
  title: string;
  lede?: ReactNode;
  /** The line below the form: the way to the other form. */
  footer?: ReactNode;
  children: ReactNode;
}

/** One column to write in; beside it, on a desk, the engraving. */
export function AuthFrame({ title, lede, footer, children }: AuthFrameProps) {
  const { t } = useTranslation('accounts');
  return (
    <div className="grid min-h-dvh wide:grid-cols-[minmax(0,1fr)_minmax(0,46%)]">
      <PageTitle title={title} />
      <div className="flex flex-col">
        <SimpleHead />
        <Main className="flex flex-1 flex-col wide:justify-center">
          <div className="mx-auto w-full max-w-[calc(25.5rem+2*var(--gutter))] px-(--gutter) pt-8 pb-16 wide:pt-4 wide:pb-32">
            <h1 className="d2">{title}</h1>
            {lede && <p className="mt-2.5 leading-relaxed text-ink-2">{lede}</p>}
            <div className="mt-8">{children}</div>
            {footer && <p className="mt-7 text-ui text-ink-2">{footer}</p>}
          </div>
        </Main>
      </div>
      <aside className="relative overflow-hidden bg-[#2d3e32] max-wide:hidden">
        <Cover
          seed="accredit-door"
          palette="forest"
          width={660}
          height={900}
          centre={[0.62, 0.4]}
          className="absolute inset-0"
        />
        <div className="absolute inset-0 bg-gradient-to-t from-[#1f2b23] via-transparent to-transparent" />
        <p className="serif absolute inset-x-12 bottom-14 max-w-[16em] text-[1.85rem] leading-[1.22] text-on-night [text-wrap:balance]">
          {t('panel.quote')}
        </p>
      </aside>
    </div>
  );
}
