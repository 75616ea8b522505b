import { FileCheck2, FileSearch, FileX2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { cx } from '@/lib/cx';

import { checkFile, type FileVerdict } from '../fileCheck';

type State = { step: 'waiting' } | { step: 'checking' } | { step: FileVerdict; file: string };

const LOOKS = {
  same: { box: 'border-success bg-success-bg', icon: 'text-success', Icon: FileCheck2 },
  other: { box: 'border-danger bg-danger-bg', icon: 'text-danger', Icon: FileX2 },
  unreadable: { box: 'border-warning bg-warning-bg', icon: 'text-warning', Icon: FileX2 },
  waiting: { box: 'border-line-strong', icon: 'text-primary-text', Icon: FileSearch },
  checking: { box: 'border-line-strong', icon: 'text-primary-text', Icon: FileSearch },
} as const;

/** Drop or choose a PDF: says whether it is the file that was issued. */
export function FileCheck({ sha256 }: { sha256: string }) {
  const { t } = useTranslation('certificates');
  const [state, setState] = useState<State>({ step: 'waiting' });
  const [over, setOver] = useState(false);

  const check = async (file: File | undefined) => {
    if (!file || !sha256) return;
    setState({ step: 'checking' });
    setState({ step: await checkFile(file, sha256), file: file.name });
  };

  const { box, icon, Icon } = LOOKS[state.step];
  return (
    <div
      role="presentation"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void check(event.dataTransfer.files[0]);
      }}
    >
      <label
        className={cx(
          'mt-5 flex gap-3.5 rounded-md border-[1.5px] border-dashed px-[18px] py-4 text-sm leading-[1.45] text-ink-2',
          'focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-focus',
          box,
          over && 'bg-tint',
        )}
      >
        <Icon size={22} strokeWidth={1.75} aria-hidden className={cx('mt-0.5 flex-none', icon)} />
        <span role="status" className="min-w-0 flex-1">
          <Words state={state} ready={sha256 !== ''} />
        </span>
        <input
          type="file"
          accept="application/pdf"
          aria-label={t('file.choose')}
          disabled={!sha256}
          onChange={(event) => {
            void check(event.target.files?.[0]);
            event.target.value = '';
          }}
          className="sr-only"
        />
      </label>
    </div>
  );
}

function Words({ state, ready }: { state: State; ready: boolean }) {
  const { t } = useTranslation('certificates');
  if (state.step === 'checking') return <>{t('file.checking')}</>;
  if (state.step === 'waiting') {
    return <Pair title={t('file.title')} text={t(ready ? 'file.text' : 'file.notReady')} />;
  }
  return (
    <Pair title={t(`file.${state.step}Title`)} text={t(`file.${state.step}Text`, { file: state.file })} />
  );
}

function Pair({ title, text }: { title: string; text: string }) {
  return (
    <>
      <b className="block text-ui font-semibold break-words text-ink">{title}</b>
      <span className="break-words">{text}</span>
    </>
  );
}
