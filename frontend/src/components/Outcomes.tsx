import { Check } from 'lucide-react';

/** What people take away from an activity, each with a tick. */
export function Outcomes({ title, outcomes }: { title: string; outcomes: readonly string[] }) {
  return (
    <section className="mt-14 first:mt-0">
      <h2 className="d3">{title}</h2>
      <ul className="mt-[18px] grid gap-x-8 gap-y-3.5 wide:grid-cols-2">
        {outcomes.map((outcome) => (
          <li key={outcome} className="flex gap-3">
            <Check size={18} strokeWidth={1.75} aria-hidden className="mt-0.5 flex-none text-primary-text" />
            {outcome}
          </li>
        ))}
      </ul>
    </section>
  );
}
