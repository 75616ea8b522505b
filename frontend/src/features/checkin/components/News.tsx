import { useTranslation } from 'react-i18next';

import { mayPass, type Act as DoorAct } from '../acts';

import { Act, SheetBox } from './Result';
import { useVerdictWords } from './words';

interface NewsProps {
  acts: readonly DoorAct[];
  clock: (at: number) => string;
  onSeen: () => void;
}

/** Where the server, asked later, has decided otherwise than the phone did at the door. */
export function News({ acts, clock, onSeen }: NewsProps) {
  const { t } = useTranslation('checkin');
  const words = useVerdictWords();
  return (
    <div role="alert">
      {acts.length > 0 && (
        <SheetBox className="bg-[#a02c25] text-white">
          <p className="serif text-[1.5rem] leading-[1.18]">{t('news.title', { count: acts.length })}</p>
          <ul className="mt-4 grid gap-3">
            {acts.map((act) => (
              <li key={act.nonce}>
                <b className="block font-semibold">{act.name || t('log.nobody')}</b>
                {t(mayPass(act, act.decided) ? 'news.wasIn' : 'news.wasOut', {
                  time: clock(act.at),
                  verdict: words(act),
                })}
              </li>
            ))}
          </ul>
          <div className="mt-auto flex pt-5">
            <Act solid onClick={onSeen}>
              {t('news.seen')}
            </Act>
          </div>
        </SheetBox>
      )}
    </div>
  );
}
