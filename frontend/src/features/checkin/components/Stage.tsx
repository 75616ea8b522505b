import { Flashlight, FlashlightOff, History, Search, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Main, PageTitle } from '@/components';
import { paths } from '@/config/paths';
import { cx } from '@/lib/cx';
import { useWide } from '@/lib/useMediaQuery';

import { differs, isInside, mayPass, verdictOf, type Kept } from '../acts';
import { isExpected, ticketText } from '../decide';
import { allowSound, signal } from '../signals';
import { useCamera } from '../useCamera';
import { useLitScreen, useStayAsked } from '../useDoor';

import { CameraView } from './CameraView';
import { Finder } from './Finder';
import { LogList, LogSheet } from './Log';
import { News } from './News';
import { Result } from './Result';
import { SyncLine } from './SyncLine';
import { useClock } from './words';

import type { Door, DoorState } from '../door';
import type { ScanDirection } from '@/api';

/** How long a good answer stays. */
const GOOD_MS = 2000;
/** How long the server may take before the phone's own answer is shown. */
const PATIENCE_MS = 1500;

interface StageProps {
  org: string;
  door: Door;
  state: DoorState;
  kept: Kept;
}

export function Stage({ org, door, state, kept }: StageProps) {
  const { t } = useTranslation('checkin');
  const wide = useWide();
  const { manifest, fetchedAt } = kept;
  const clock = useClock(manifest.time_zone);
  const [direction, setDirection] = useState<ScanDirection>('entry');
  const [shown, setShown] = useState<string | null>(null);
  const [patient, setPatient] = useState(true);
  const [panel, setPanel] = useState<'find' | 'log' | null>(null);

  const act = state.acts.find((one) => one.nonce === shown);
  const checking =
    act?.state === 'waiting' && !act.wasOffline && state.online && state.failingSince === null && patient;
  const verdict = act && !checking ? verdictOf(act) : null;
  const good = act !== undefined && verdict !== null && mayPass(act);
  const stays = act !== undefined && (!good || differs(act));
  const news = act ? [] : state.acts.filter((one) => differs(one) && !one.noted);

  const scan = (text: string, way = direction, forced = false) => {
    setPatient(true);
    setPanel(null);
    setShown(door.scan(text, way, { forced }).nonce);
  };
  const next = () => {
    if (act && differs(act)) door.note([act.nonce]);
    setShown(null);
    document.getElementById('main')?.focus({ preventScroll: true });
  };
  const camera = useCamera((text) => {
    // A bad answer is read first; a good one makes room for the next person.
    if (panel !== null || checking || (act && stays) || news.length > 0 || ticketText(text) === '')
      return false;
    scan(text);
    return true;
  });

  useLitScreen();
  useStayAsked(state.acts.some((one) => one.state === 'waiting'));
  useEffect(allowSound, []);
  useEffect(() => {
    if (verdict !== null) signal(good);
  }, [shown, verdict, good]);
  useEffect(() => {
    if (news.length > 0) signal(false);
  }, [news.length]);
  useEffect(() => {
    if (verdict === null || stays) return undefined;
    const timer = window.setTimeout(() => setShown(null), GOOD_MS);
    return () => window.clearTimeout(timer);
  }, [shown, verdict, stays]);
  useEffect(() => {
    if (!checking) return undefined;
    const timer = window.setTimeout(() => setPatient(false), PATIENCE_MS);
    return () => window.clearTimeout(timer);
  }, [shown, checking]);

  const ticketOf = (text: string) => manifest.tickets.find((ticket) => ticketText(ticket.text) === text);
  const lastEntry = state.acts.findLast(
    (one) => one.text === act?.text && one.direction === 'entry' && one.order < act.order && mayPass(one),
  );
  return (
    <Main
      className={cx(
        'fixed inset-0 flex flex-col overflow-hidden text-on-night',
        'bg-[radial-gradient(130%_62%_at_50%_32%,#36443d,#0f1512_80%)]',
        'wide:grid wide:grid-cols-[minmax(0,1fr)_26rem] wide:gap-5 wide:p-5',
      )}
    >
      <PageTitle title={`${t('title')} · ${manifest.title}`} />
      <div className="flex min-h-0 flex-1 flex-col">
        <header className="z-1 grid grid-cols-[48px_minmax(0,1fr)_48px] items-center gap-2 px-3 pt-[max(14px,env(safe-area-inset-top))] pb-2.5 text-center">
          <Link to={paths.checkIn(org)} aria-label={t('close')} className={ROUND}>
            <X size={21} strokeWidth={1.75} aria-hidden />
          </Link>
          <div>
            <h1 className="truncate text-ui font-semibold">{manifest.title}</h1>
            <SyncLine state={state} clock={clock} />
          </div>
          {camera.torch !== null && (
            <button
              type="button"
              aria-label={t(camera.torch ? 'torchOff' : 'torchOn')}
              onClick={camera.switchTorch}
              className={ROUND}
            >
              {camera.torch ? (
                <FlashlightOff size={20} strokeWidth={1.75} aria-hidden />
              ) : (
                <Flashlight size={20} strokeWidth={1.75} aria-hidden />
              )}
            </button>
          )}
        </header>
        <CameraView
          video={camera.video}
          state={camera.state}
          verdict={verdict === null ? null : good ? 'good' : 'bad'}
        />
      </div>
      <aside className="flex flex-col rounded-t-[28px] bg-[#1b2520] px-5 pt-5 pb-[max(20px,env(safe-area-inset-bottom))] wide:relative wide:min-h-0 wide:rounded-[28px] wide:p-6">
        <Count inside={state.inside} total={manifest.tickets.filter(isExpected).length} />
        <Directions value={direction} onChange={setDirection} />
        <div className="mt-3 flex gap-2.5">
          <button type="button" onClick={() => setPanel('find')} className={cx(WIDE, 'min-w-0 flex-1')}>
            <Search size={19} strokeWidth={1.75} aria-hidden />
            {t('find.open')}
          </button>
          <button
            type="button"
            aria-label={t('log.open')}
            onClick={() => setPanel('log')}
            className={cx(WIDE, 'w-[54px] flex-none justify-center wide:hidden !px-0')}
          >
            <History size={20} strokeWidth={1.75} aria-hidden />
          </button>
        </div>
        {wide && (
          <section className="mt-6 min-h-0 flex-1 overflow-y-auto">
            <h2 className="heading">{t('log.open')}</h2>
            <LogList acts={checking ? state.acts.filter((one) => one !== act) : state.acts} clock={clock} />
          </section>
        )}
        {act && (
          <Result
            act={act}
            checking={checking}
            listTime={clock(fetchedAt)}
            lastEntry={lastEntry ? clock(lastEntry.at) : null}
            blockedReason={act.answer?.blocked_reason ?? ticketOf(act.text)?.blocked_reason ?? ''}
            onNext={next}
            onForce={() => scan(act.text, act.direction, true)}
          />
        )}
        <News acts={news} clock={clock} onSeen={() => door.note(news.map((one) => one.nonce))} />
      </aside>
      <Finder
        open={panel === 'find'}
        onOpenChange={(open) => setPanel(open ? 'find' : null)}
        tickets={manifest.tickets}
        isInside={(ticket) => isInside(ticket, state.acts, fetchedAt)}
        onFound={(text) => scan(text)}
      />
      <LogSheet
        open={panel === 'log'}
        onOpenChange={(open) => setPanel(open ? 'log' : null)}
        acts={state.acts}
        clock={clock}
      />
    </Main>
  );
}

const ROUND =
  'grid size-12 place-items-center rounded-full bg-white/8 hover:bg-white/14 focus-visible:!rounded-full';
const WIDE =
  'flex h-[54px] items-center gap-3 rounded-[14px] bg-white/8 px-4 text-base text-on-night-2 hover:bg-white/14';

function Count({ inside, total }: { inside: number; total: number }) {
  const { t } = useTranslation('checkin');
  const percent = total > 0 ? Math.min(100, Math.floor((100 * inside) / total)) : 0;
  return (
    <div>
      <p className="num">
        <span className="sr-only">{t('insideLabel', { count: inside, total })}</span>
        <span aria-hidden>
          <b className="serif me-2.5 text-[2.6rem] leading-none">{inside}</b>
          <span className="text-on-night-2">{t('inside', { total })}</span>
        </span>
      </p>
      <div aria-hidden className="mt-3 h-1.5 overflow-hidden rounded-full bg-white/14">
        <i className="block h-full rounded-full bg-[#8ccba0]" style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}

function Directions({
  value,
  onChange,
}: {
  value: ScanDirection;
  onChange: (direction: ScanDirection) => void;
}) {
  const { t } = useTranslation('checkin');
  return (
    <fieldset className="mt-4 grid grid-cols-2 gap-1 rounded-[14px] bg-black/25 p-1">
      <legend className="sr-only">{t('direction.label')}</legend>
      {(['entry', 'exit'] as const).map((one) => (
        <label
          key={one}
          className={cx(
            'grid h-12 place-items-center rounded-[10px] text-base font-[550]',
            'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
            value === one ? 'bg-on-night text-[#18211b]' : 'text-on-night-2',
          )}
        >
          <input
            type="radio"
            name="direction"
            className="sr-only"
            checked={value === one}
            onChange={() => onChange(one)}
          />
          {t(`direction.${one}`)}
        </label>
      ))}
    </fieldset>
  );
}
