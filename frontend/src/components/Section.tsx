import type { ReactNode } from 'react';

interface SectionProps {
  title: string;
  lede?: ReactNode;
  children: ReactNode;
}

/** One matter of a page. A rule separates it from the one before. */
export function Section({ title, lede, children }: SectionProps) {
  return (
    <section className="border-line not-first:mt-9 not-first:border-t not-first:pt-8">
      <h2 className="d4">{title}</h2>
      {lede && <p className="mt-1.5 text-ui leading-relaxed text-ink-2">{lede}</p>}
      <div className="mt-5">{children}</div>
    </section>
  );
}
