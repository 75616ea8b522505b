import { Logo } from './Mark';

import type { ReactNode } from 'react';

/** The head of pages that do one thing: the logo and one word to the right. */
export function SimpleHead({ narrow = false, children }: { narrow?: boolean; children?: ReactNode }) {
  return (
    <header>
      <div
        className={`wrap flex h-[60px] items-center justify-between wide:h-[72px] ${narrow ? 'max-w-[1140px]' : ''}`}
      >
        <Logo />
        {children}
      </div>
    </header>
  );
}

export function Main({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <main id="main" tabIndex={-1} className={`focus:outline-none ${className ?? ''}`}>
      {children}
    </main>
  );
}
