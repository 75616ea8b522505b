import { useMutation } from '@tanstack/react-query';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, FormProblem } from '@/components';

import '../messages';

import { UploadField } from './UploadField';

interface PictureFieldProps {
  label: string;
  hint: string;
  purpose: 'avatar' | 'logo';
  /** Slug of the organization whose logo it is. */
  organization?: string;
  /** How it looks to others, with or without a picture. Decorative: the words beside it say what it is. */
  preview: ReactNode;
  /** A picture is in use, and so can be replaced or taken away. */
  chosen: boolean;
  /** Puts a checked upload in its place; null takes the picture away. */
  adopt: (uploadId: string | null) => Promise<unknown>;
}

/** A picture of a person or an organization: chosen, sent, checked, seen, replaced, taken away. */
export function PictureField({
  label,
  hint,
  purpose,
  organization,
  preview,
  chosen,
  adopt,
}: PictureFieldProps) {
  const { t } = useTranslation('media');
  const field = useRef<HTMLDivElement>(null);
  const save = useMutation({ mutationFn: adopt });
  const remove = () =>
    save.mutate(null, {
      // The button that was pressed goes away with the picture.
      onSuccess: () => field.current?.querySelector('button')?.focus(),
    });
  const removing = save.isPending && save.variables === null;
  return (
    <div className="grid gap-5 wide:grid-cols-[112px_minmax(0,1fr)]">
      <div className="flex items-center gap-4 wide:flex-col wide:items-start">
        {preview}
        {chosen && (
          <Button
            size="sm"
            variant="ghost"
            className="wide:-ms-3"
            busy={removing && t('picture.removing')}
            onClick={remove}
          >
            {t('picture.remove')}
          </Button>
        )}
      </div>
      <div ref={field} className="grid gap-3">
        <UploadField
          label={label}
          hint={hint}
          purpose={purpose}
          {...(organization ? { organization } : {})}
          current={chosen ? t('picture.inUse') : undefined}
          disabled={save.isPending}
          onReady={(upload) => save.mutate(upload.id)}
        />
        <FormProblem error={save.error} />
        <p role="status" className="sr-only">
          {save.isSuccess && t(save.variables === null ? 'picture.removed' : 'picture.shown')}
        </p>
      </div>
    </div>
  );
}
