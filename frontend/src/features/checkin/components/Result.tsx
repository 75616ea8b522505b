import { Check, Hand, LoaderCircle } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { cx } from '@/lib/cx';

import { differs, mayPass, verdictOf, type Act } from '../acts';

import { useVerdictWords } from './words';

import type { ReactNode } from 'react';

interface ResultProps {
  act: Act;
  /** The server is being asked, and has a moment to answer. */
  checking: boolean;
  /** When the list that the phone judged by was fetched. */
  listTime: string;
  /** When this phone last saw the person come in. */
  lastEntry: string | null;
  blockedReason: string;
  onNext: () => void;
  onForce: () => void;
}

/** The lower half: a word, a shape and a colour. Good ones go by themselves, bad ones wait for "Next". */
export function Result({ act, checking, ...rest }: ResultProps) {
  const { t } = useTranslation('checkin');
  const good = mayPass(act);
  return (
    <>
      <div role="status">
        {checking && (
          <SheetBox className="bg-[#26332c] text-on-night">
            <div className="flex items-center gap-[18px]">
              <span className="grid size-[72px] flex-none place-items-center rounded-full bg-white/10">
                <LoaderCircle size={36} strokeWidth={1.75} aria-hidden />
              </span>
              <p className="text-read font-[550]">{t('result.checking')}</p>
            </div>
          </SheetBox>
        )}
        {!checking && good && <Said key={act.nonce} act={act} {...rest} />}
      </div>
      <div role="alert">{!checking && !good && <Said key={act.nonce} act={act} {...rest} />}</div>
    </>
  );
}

function Said({ act, listTime, lastEntry, blockedReason, onNext, onForce }: Omit<ResultProps, 'checking'>) {
  const { t } = useTranslation('checkin');
  const words = useVerdictWords();
  const [sure, setSure] = useState(false);
  const next = useRef<HTMLButtonElement>(null);
  const verdict = verdictOf(act);
  const good = mayPass(act);
  const otherwise = differs(act);
  const way = act.direction === 'entry' ? '' : 'Out';
  const person = act.name || t('result.someone');
  useEffect(() => {
    if (good) return undefined;
    // After the sheet that is closing, which gives the focus back to its button.
    const timer = window.setTimeout(() => next.current?.focus({ preventScroll: true }));
    return () => window.clearTimeout(timer);
  }, [good, sure]);
  return (
    <SheetBox className={good ? 'bg-[#2f6b45] text-white' : 'bg-[#a02c25] text-white'}>
      <div className="flex items-center gap-[18px]">
        <span
          className={cx(
            'grid size-[72px] flex-none place-items-center bg-white',
            good
              ? 'rounded-full text-[#2f6b45]'
              : 'text-[#a02c25] [clip-path:polygon(30%_0,70%_0,100%_30%,100%_70%,70%_100%,30%_100%,0_70%,0_30%)]',
          )}
        >
          {good ? (
            <Check size={40} strokeWidth={2.25} aria-hidden />
          ) : (
            <Hand size={36} strokeWidth={1.75} aria-hidden />
          )}
        </span>
        <div className="min-w-0">
          <p className={act.name ? 'text-read font-[550]' : 'serif text-[1.85rem] leading-[1.12]'}>
            {words(act)}
          </p>
          {act.name && (
            <p className="serif mt-0.5 text-[1.85rem] leading-[1.12] [overflow-wrap:anywhere]">{act.name}</p>
          )}
        </div>
      </div>
      {otherwise && (
        <p className="mt-4 rounded-md bg-black/25 px-3.5 py-3 text-base font-semibold">
          {t(good ? 'result.otherwiseOut' : 'result.otherwiseIn')}
        </p>
      )}
      {good ? (
        <>
          {act.ticket && (
            <dl className="mt-5">
              <dt className="text-sm text-[#dcefe2]">{t('result.ticket')}</dt>
              <dd className="text-read font-semibold">{act.ticket}</dd>
            </dl>
          )}
        </>
      ) : (
        <p className="mt-4 text-base leading-relaxed">
          {sure ? (
            t(way ? 'result.sureOut' : 'result.sure', { name: person })
          ) : (
            <>
              {verdict === 'already_in' && lastEntry && t('result.at', { time: lastEntry })}
              {t(`why.${verdict}`)}
              {verdict === 'blocked' && blockedReason && <b className="mt-1.5 block">{blockedReason}</b>}
            </>
          )}
        </p>
      )}
      {act.state === 'waiting' && (
        <p className="mt-3 text-sm opacity-90">{t('result.phone', { time: listTime })}</p>
      )}
      <div className="mt-auto flex gap-2.5 pt-5">
        {sure ? (
          <>
            <Act ref={next} onClick={() => setSure(false)} solid>
              {t('result.back')}
            </Act>
            <Act onClick={onForce}>{t(way ? 'result.confirmOut' : 'result.confirm')}</Act>
          </>
        ) : (
          <>
            {!good && verdict !== 'unknown' && (
              <Act onClick={() => setSure(true)}>{t(way ? 'result.forceOut' : 'result.force')}</Act>
            )}
            <Act ref={next} onClick={onNext} solid>
              {t('result.next')}
            </Act>
          </>
        )}
      </div>
    </SheetBox>
  );
}

interface ActProps {
  ref?: React.Ref<HTMLButtonElement>;
  solid?: boolean;
  onClick: () => void;
  children: ReactNode;
}

export function Act({ ref, solid = false, onClick, children }: ActProps) {
  return (
    <button
      ref={ref}
      type="button"
      onClick={onClick}
      className={cx(
        'h-14 min-w-0 flex-1 rounded-[14px] px-3 text-base font-semibold focus-visible:outline-white',
        solid ? 'bg-white text-[#18211b]' : 'shadow-[inset_0_0_0_1.5px_rgb(255_255_255/.7)]',
      )}
    >
      {children}
    </button>
  );
}

export function SheetBox({ className, children }: { className: string; children: ReactNode }) {
  return (
    <div
      className={cx(
        'absolute inset-x-0 bottom-0 z-2 flex max-h-full min-h-[50dvh] animate-sheet flex-col overflow-y-auto',
        'rounded-t-[28px] px-6 pt-[26px] pb-[max(24px,env(safe-area-inset-bottom))] wide:rounded-[28px]',
        className,
      )}
    >
      {children}
    </div>
  );
}
