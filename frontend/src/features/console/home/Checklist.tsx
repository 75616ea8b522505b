import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Button, ButtonLink, Status } from '@/components';
import { paths } from '@/config/paths';
import { cx } from '@/lib/cx';

import { may, useOrganization } from '../organization';
import { sellerQuery, templateQuery } from '../queries';

import type { CourseCard } from '../types';
import type { ReactNode } from 'react';

/** For an organization that has published nothing yet. */
export function Checklist({
  courses,
  onNewCourse,
}: {
  courses: readonly CourseCard[];
  onNewCourse: () => void;
}) {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const { slug } = organization;
  const canSell = may(organization, 'manage_billing');
  const canDesign = may(organization, 'design_certificates');
  const seller = useQuery({ ...sellerQuery(slug), enabled: canSell });
  const template = useQuery({ ...templateQuery(slug), enabled: canDesign });
  const first = courses[0];
  const open = (to: string) => (
    <ButtonLink to={to} size="sm">
      {t('checklist.open')}
    </ButtonLink>
  );
  const steps: Omit<StepProps, 'number'>[] = [
    {
      done: courses.length > 0,
      title: t('checklist.course'),
      text: t('checklist.courseText'),
      action: first ? (
        open(paths.orgCourse(slug, first.slug))
      ) : (
        <Button size="sm" onClick={onNewCourse}>
          {t('courses.create')}
        </Button>
      ),
    },
    ...(canSell
      ? [
          {
            done: Boolean(seller.data?.legal_name),
            title: t('checklist.seller'),
            text: t('checklist.sellerText'),
            action: open(paths.org(slug, 'settings')),
          },
        ]
      : []),
    ...(canDesign
      ? [
          {
            done: (template.data?.signatories.length ?? 0) > 0,
            title: t('checklist.certificate'),
            text: t('checklist.certificateText'),
            action: open(paths.org(slug, 'certificates/design')),
          },
        ]
      : []),
    {
      done: false,
      title: t('checklist.publish'),
      text: t('checklist.publishText'),
      action: first && open(paths.orgCourse(slug, first.slug)),
    },
  ];
  return (
    <section className="mt-9 max-w-[46rem]">
      <h2 className="d3">{t('checklist.title', { count: steps.length })}</h2>
      <p className="mt-1.5 text-ui text-ink-2">{t('checklist.lede')}</p>
      <ol className="mt-5 border-t border-line">
        {steps.map((step, index) => (
          <Step key={step.title} number={index + 1} {...step} />
        ))}
      </ol>
    </section>
  );
}

interface StepProps {
  number: number;
  done: boolean;
  title: string;
  text: string;
  action?: ReactNode;
}

function Step({ number, done, title, text, action }: StepProps) {
  const { t } = useTranslation('console');
  return (
    <li className="grid grid-cols-[36px_1fr_auto] items-center gap-4 border-b border-line py-4">
      <span
        aria-hidden
        className={cx(
          'grid size-9 place-items-center rounded-full font-serif text-[1.1rem]',
          done ? 'bg-success-bg text-success' : 'bg-tint text-primary-text',
        )}
      >
        {done ? <Check size={18} strokeWidth={2} /> : number}
      </span>
      <div className="min-w-0">
        <b className="block font-[550]">{title}</b>
        <p className="text-sm text-ink-3">{text}</p>
      </div>
      {done ? <Status tone="success">{t('checklist.done')}</Status> : action}
    </li>
  );
}
