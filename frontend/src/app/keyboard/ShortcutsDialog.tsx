import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { useSession } from '@/api';
import { Dialog, Kbd } from '@/components';
import { paths } from '@/config/paths';
import { organizationsQuery, useConsolePlaces } from '@/features/console';
import { isApple } from '@/lib/platform';
import { useShortcutsOn } from '@/lib/shortcuts';

import './messages';
import { sitePlaces } from './places';

/** Ways to say it, each a row of keys. */
interface Row {
  label: string;
  ways: readonly (readonly string[])[];
}

const PALETTE = isApple ? ['⌘', 'K'] : ['Ctrl', 'K'];

export default function ShortcutsDialog({
  here,
  onClose,
}: {
  here: string | undefined;
  onClose: () => void;
}) {
  const { t } = useTranslation('palette');
  const on = useShortcutsOn();
  const signedIn = useSession() === 'signed-in';
  const go = useGoRows(here, signedIn);
  const groups: { title: string; rows: readonly Row[] }[] = [
    {
      title: t('shortcuts.group.anywhere'),
      rows: [
        { label: t('shortcuts.palette'), ways: [PALETTE] },
        { label: t('shortcuts.search'), ways: [['/']] },
        { label: t('shortcuts.new'), ways: [['n']] },
        { label: t('shortcuts.list'), ways: [['?']] },
        { label: t('shortcuts.escape'), ways: [['Esc']] },
      ],
    },
    { title: t('shortcuts.group.go'), rows: go },
    {
      title: t('shortcuts.group.rows'),
      rows: [
        { label: t('shortcuts.down'), ways: [['j']] },
        { label: t('shortcuts.up'), ways: [['k']] },
        { label: t('shortcuts.open'), ways: [['⏎']] },
        { label: t('shortcuts.edit'), ways: [['e']] },
        { label: t('shortcuts.select'), ways: [['x']] },
      ],
    },
    {
      title: t('shortcuts.group.film'),
      rows: [
        { label: t('shortcuts.play'), ways: [['Space'], ['k']] },
        { label: t('shortcuts.back'), ways: [['j']] },
        { label: t('shortcuts.forward'), ways: [['l']] },
        { label: t('shortcuts.captions'), ways: [['c']] },
        { label: t('shortcuts.next'), ways: [['⏎']] },
      ],
    },
  ];
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('shortcuts.title')}
      description={
        <>
          {on ? t('shortcuts.text') : t('shortcuts.off', { palette: PALETTE.join(isApple ? '' : '-') })}{' '}
          {signedIn && (
            <Link to={paths.account('appearance')} onClick={onClose} className="link">
              {t('shortcuts.turn')}
            </Link>
          )}
        </>
      }
    >
      {groups.map(({ title, rows }) => (
        <section key={title} className="not-first:mt-6">
          <h3 className="mb-1 text-sm font-semibold">{title}</h3>
          <dl>
            {rows.map(({ label, ways }) => (
              <div
                key={label}
                className="flex min-h-9 items-center justify-between gap-4 border-b border-line"
              >
                <dt className="text-ui text-ink-2">{label}</dt>
                <dd className="flex items-center gap-1 text-xs text-ink-3">
                  {ways.map((keys, index) => (
                    <Fragment key={keys.join(' ')}>
                      {index > 0 && <span className="px-0.5">{t('shortcuts.or')}</span>}
                      {keys.map((key) => (
                        <Kbd key={key}>{key}</Kbd>
                      ))}
                    </Fragment>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}

/** Where g and a second key lead from here. */
function useGoRows(here: string | undefined, signedIn: boolean): Row[] {
  const { t } = useTranslation('palette');
  const consolePlaces = useConsolePlaces();
  const { data = [] } = useQuery({ ...organizationsQuery(), enabled: signedIn });
  const organization = data.find(({ slug }) => slug === here);
  const places = organization
    ? consolePlaces(organization)
    : sitePlaces(signedIn).map(({ key, go }) => ({ label: t(`place.${key}`), ...(go ? { go } : {}) }));
  return places.flatMap(({ label, go }) => (go ? [{ label, ways: [['g', go]] }] : []));
}
