import { zodResolver } from '@hookform/resolvers/zod';
import { Check } from 'lucide-react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { z } from 'zod';

import { Button, Field, Input, Main, PageTitle, SimpleHead } from '@/components';
import { paths } from '@/config/paths';

import { codeFrom } from '../codeFrom';
import '../messages';

export function VerifyPage() {
  const { t } = useTranslation('certificates');
  const navigate = useNavigate();
  const schema = z.object({ code: z.string().trim().min(1, t('verify.missing')) });
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { code: '' } });
  const submit = form.handleSubmit(({ code }) => void navigate(paths.certificate(codeFrom(code))));
  return (
    <>
      <PageTitle title={t('verify.title')} />
      <SimpleHead />
      <Main className="wrap pb-24">
        <div className="mx-auto max-w-[34rem] pt-8 wide:pt-20">
          <h1 className="d2">{t('verify.title')}</h1>
          <p className="lede mt-2.5">{t('verify.lede')}</p>
          <form noValidate onSubmit={(event) => void submit(event)} className="mt-8 grid gap-5">
            <Field
              label={t('verify.label')}
              hint={t('verify.hint')}
              error={form.formState.errors.code?.message}
            >
              <Input autoComplete="off" autoCapitalize="off" spellCheck={false} {...form.register('code')} />
            </Field>
            <Button type="submit" variant="primary" size="lg" block>
              {t('verify.submit')}
            </Button>
          </form>
          <h2 className="d4 mt-12">{t('verify.howTitle')}</h2>
          <ul className="mt-4 grid gap-3">
            {(['how1', 'how2', 'how3'] as const).map((key) => (
              <li key={key} className="flex gap-3 text-ink-2">
                <Check
                  size={18}
                  strokeWidth={1.75}
                  aria-hidden
                  className="mt-0.5 flex-none text-primary-text"
                />
                {t(`verify.${key}`)}
              </li>
            ))}
          </ul>
        </div>
      </Main>
    </>
  );
}
