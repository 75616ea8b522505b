import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { z } from 'zod';

import { isApiError, type Me, type MePatch } from '@/api';
import { Button, ButtonLink, Field, FormProblem, Input, Notice, PageTitle, applyProblem } from '@/components';
import { paths } from '@/config/paths';
import { useMePatch } from '@/features/accounts';
import { formatAmount } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { useStartCheckout, type CheckoutSubject } from '../queries';

import type { Summary } from './OrderSummary';

const FIELDS = ['legal_name'] as const;
const OWNED = ['already_enrolled', 'already_bought'];

interface CheckoutFormProps {
  me: Me;
  subject: CheckoutSubject;
  summary: Summary;
}

/** The name for the certificate, then on to Stripe. */
export function CheckoutForm({ me, subject, summary }: CheckoutFormProps) {
  const { t } = useTranslation('billing');
  const locale = useLocale();
  const navigate = useNavigate();
  const saveName = useMePatch();
  const start = useStartCheckout();
  const schema = z.object({
    legal_name: z.string().trim().min(1, t('checkout.nameMissing')),
  }) satisfies z.ZodType<MePatch>;
  const form = useForm({
    resolver: zodResolver(schema),
    mode: 'onTouched',
    defaultValues: { legal_name: me.legal_name || me.display_name },
  });
  const free = summary.total.amount === 0;
  const busy = saveName.isPending || start.isPending || start.isSuccess;
  const owned = isApiError(start.error) && OWNED.includes(start.error.code);

  const pay = () =>
    start.mutate(subject, {
      onSuccess: ({ checkout_url: url, order }) => {
        if (url) window.location.assign(url);
        else void navigate(paths.checkoutDone(order));
      },
    });
  const submit = form.handleSubmit(({ legal_name }) => {
    if (legal_name === me.legal_name && me.legal_name_confirmed) {
      pay();
      return;
    }
    saveName.mutate(
      { legal_name, legal_name_confirmed: true },
      { onSuccess: pay, onError: (error) => applyProblem(error, FIELDS, form.setError) },
    );
  });

  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <PageTitle title={t('checkout.title')} />
      <h1 className="d2 max-wide:pt-2">{t('checkout.title')}</h1>
      <section className="mt-[26px] border-t border-line pt-6 wide:mt-[34px] wide:pt-7">
        <h2 className="d4">{t('checkout.whoTitle')}</h2>
        <p className="mt-1 text-sm text-ink-2">{t('checkout.whoText')}</p>
        <div className="mt-5 grid gap-5 wide:grid-cols-2">
          <Field label={t('checkout.legalName')} error={form.formState.errors.legal_name?.message}>
            <Input autoComplete="name" {...form.register('legal_name')} />
          </Field>
          <Field label={t('checkout.email')} hint={t('checkout.emailHint')}>
            <Input type="email" value={me.email} readOnly disabled />
          </Field>
        </div>
      </section>
      <section className="mt-[26px] border-t border-line pt-6 wide:mt-[34px] wide:pt-7">
        <h2 className="d4">{t('checkout.paymentTitle')}</h2>
        <p className="mt-1 text-sm leading-relaxed text-ink-2">
          {t(free ? 'checkout.freeText' : 'checkout.paymentText')}
        </p>
        {owned ? (
          <Notice
            tone="info"
            className="mt-5"
            action={
              <ButtonLink to={paths.learning} size="sm">
                {t('checkout.goLearn')}
              </ButtonLink>
            }
          >
            {t('checkout.owned')}
          </Notice>
        ) : (
          <FormProblem error={saveName.error ?? start.error} fields={FIELDS} className="mt-5" />
        )}
        <Button
          type="submit"
          variant="primary"
          size="lg"
          block
          className="mt-7 !h-[54px] !text-[1rem]"
          busy={busy && t('checkout.busy')}
        >
          {t(free ? 'checkout.confirmFree' : 'checkout.continue')}
        </Button>
        {!free && (
          <p className="mt-3 text-xs leading-[1.55] text-ink-3">
            {t('checkout.once', {
              amount: formatAmount(summary.total, locale),
              organizations: organizationsOf(summary, locale),
            })}
          </p>
        )}
      </section>
    </form>
  );
}

function organizationsOf(summary: Summary, locale: string): string {
  const names = new Set(summary.lines.map((line) => line.organization.name));
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}
