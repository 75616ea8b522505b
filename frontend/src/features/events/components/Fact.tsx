import type { ReactNode } from 'react';

/** One line of what is known about a place. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-ink-3">{label}</dt>
      <dd className="mt-0.5 font-[550] break-words">{children}</dd>
    </div>
  );
}
