import { ImageUp, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Field, FieldError, IconButton, Input } from '@/components';

import { readPicture, type SignatoryDraft } from './designDraft';

interface SignatoryEditorProps {
  number: number;
  signatory: SignatoryDraft;
  tried: boolean;
  onChange: (signatory: SignatoryDraft) => void;
  onRemove: () => void;
}

export function SignatoryEditor({ number, signatory, tried, onChange, onRemove }: SignatoryEditorProps) {
  const { t } = useTranslation('console');
  const file = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<'tooLarge' | 'notPng' | null>(null);
  const shown = signatory.png ? `data:image/png;base64,${signatory.png}` : signatory.signatureUrl;
  const pick = async (picked: File | undefined) => {
    if (!picked) return;
    const result = await readPicture(picked);
    if ('problem' in result) {
      setProblem(result.problem);
      return;
    }
    setProblem(null);
    onChange({ ...signatory, png: result.png });
  };
  return (
    <li className="grid gap-4 border-t border-line pt-5 first:border-0 first:pt-0">
      <div className="grid grid-cols-[1fr_44px] items-start gap-3 wide:grid-cols-[1fr_1fr_44px]">
        <Field
          label={t('design.name')}
          error={tried && signatory.name.trim() === '' ? t('design.nameMissing') : undefined}
        >
          <Input
            maxLength={80}
            value={signatory.name}
            onChange={(event) => onChange({ ...signatory, name: event.target.value })}
          />
        </Field>
        <Field label={t('design.role')} optional className="max-wide:order-last max-wide:col-span-2">
          <Input
            maxLength={80}
            value={signatory.title}
            onChange={(event) => onChange({ ...signatory, title: event.target.value })}
          />
        </Field>
        <IconButton
          className="mt-[26px]"
          label={t('design.removeSignatory', { name: signatory.name || t('design.signatory', { number }) })}
          onClick={onRemove}
        >
          <X size={18} strokeWidth={1.75} aria-hidden />
        </IconButton>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        {shown && (
          <img
            src={shown}
            alt={t('design.picture')}
            className="h-14 max-w-48 rounded-md bg-white object-contain p-1.5 ring-1 ring-line"
          />
        )}
        <input
          ref={file}
          type="file"
          accept="image/png"
          aria-label={t('design.choosePicture')}
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => void pick(event.target.files?.[0])}
        />
        <Button size="sm" onClick={() => file.current?.click()}>
          <ImageUp size={16} strokeWidth={1.75} aria-hidden />
          {t('design.choosePicture')}
        </Button>
        {shown && (
          <Button
            size="sm"
            variant="ghost"
            onClick={() => onChange({ ...signatory, png: '', signatureKey: '', signatureUrl: null })}
          >
            {t('design.removePicture')}
          </Button>
        )}
      </div>
      <FieldError message={problem ? t(`design.${problem}`) : undefined} />
    </li>
  );
}
