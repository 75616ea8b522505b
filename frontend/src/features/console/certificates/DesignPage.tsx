import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { api, inTenant, unwrap, type Template } from '@/api';
import {
  Button,
  Checkbox,
  ErrorState,
  Field,
  FormProblem,
  Input,
  Loading,
  Notice,
  Section,
  Skeleton,
  toasts,
} from '@/components';

import '../messages';
import { may, useOrganization } from '../organization';
import { consoleKeys, templateQuery } from '../queries';
import { Head, Page } from '../shell/Page';
import { useUnsaved } from '../useUnsaved';

import { CertificateTabs } from './CertificatesPage';
import { designOf, isDesignUsable, templateInput, type DesignDraft } from './designDraft';
import { PreviewPane } from './PreviewPane';
import { SignatoryEditor } from './SignatoryEditor';

const SIGNATORIES_AT_MOST = 3;

export function DesignPage() {
  const { t } = useTranslation('console');
  const { slug } = useOrganization();
  const template = useQuery(templateQuery(slug));
  return (
    <Page title={t('certificates.title')} needs={['view_certificates']}>
      <Head title={t('certificates.title')} />
      <CertificateTabs />
      <div className="mt-7">
        {template.isPending && (
          <Loading>
            <div className="grid gap-10 wide:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
              <Skeleton className="h-96 w-full" />
              <Skeleton className="aspect-[1123/794] w-full" />
            </div>
          </Loading>
        )}
        {template.isError && (
          <ErrorState
            title={t('certificates.errorTitle')}
            error={template.error}
            retry={() => void template.refetch()}
          />
        )}
        {template.data && <Designer template={template.data} />}
      </div>
    </Page>
  );
}

function Designer({ template }: { template: Template }) {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const { slug: org } = organization;
  const client = useQueryClient();
  const canDesign = may(organization, 'design_certificates');
  const [draft, setDraft] = useState(() => designOf(template));
  const [saved, setSaved] = useState(draft);
  const [tried, setTried] = useState(false);
  const dirty = JSON.stringify(draft) !== JSON.stringify(saved);
  useUnsaved(dirty);
  const save = useMutation({
    mutationFn: () =>
      unwrap(api.PUT('/api/certificates/template/', { ...inTenant(org), body: templateInput(draft) })),
    onSuccess: (stored) => client.setQueryData(consoleKeys.template(org), stored),
  });
  const change = (part: Partial<DesignDraft>) => setDraft({ ...draft, ...part });
  const missing = (text: string) => (tried && text.trim() === '' ? t('design.textMissing') : undefined);
  const accentWrong = !/^(#[0-9a-f]{6})?$/i.test(draft.accent.trim());

  const store = () => {
    setTried(true);
    if (!isDesignUsable(draft)) return;
    save.mutate(undefined, {
      onSuccess: (stored) => {
        const fresh = designOf(stored);
        setDraft(fresh);
        setSaved(fresh);
        toasts.show(t('design.saved'));
      },
    });
  };

  return (
    <div className="grid grid-cols-1 gap-10 wide:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)] wide:gap-14">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          store();
        }}
      >
        {!canDesign && (
          <Notice tone="info" className="mb-6">
            {t('design.readOnly')}
          </Notice>
        )}
        <FormProblem error={save.error} className="mb-6" />
        <fieldset disabled={!canDesign}>
          <Section title={t('design.wording')}>
            <div className="grid gap-6">
              <Field label={t('design.intro')} error={missing(draft.intro)}>
                <Input
                  maxLength={120}
                  value={draft.intro}
                  onChange={(event) => change({ intro: event.target.value })}
                />
              </Field>
              <Field label={t('design.statement')} error={missing(draft.statement)}>
                <Input
                  maxLength={120}
                  value={draft.statement}
                  onChange={(event) => change({ statement: event.target.value })}
                />
              </Field>
              <Field
                label={t('design.accent')}
                optional
                hint={t('design.accentHint')}
                error={accentWrong ? t('design.colorWrong') : undefined}
              >
                <Input
                  className="max-w-40"
                  maxLength={7}
                  spellCheck={false}
                  placeholder={organization.brand_color}
                  value={draft.accent}
                  onChange={(event) => change({ accent: event.target.value })}
                />
              </Field>
              <Checkbox
                label={t('design.evidence')}
                hint={t('design.evidenceHint')}
                checked={draft.evidence}
                onChange={(event) => change({ evidence: event.target.checked })}
              />
            </div>
          </Section>
          <Section title={t('design.signatories')} lede={t('design.signatoriesLede')}>
            <ul className="grid gap-6">
              {draft.signatories.map((signatory, index) => (
                <SignatoryEditor
                  key={signatory.key}
                  number={index + 1}
                  signatory={signatory}
                  tried={tried}
                  onChange={(next) =>
                    change({
                      signatories: draft.signatories.map((one) => (one.key === signatory.key ? next : one)),
                    })
                  }
                  onRemove={() =>
                    change({ signatories: draft.signatories.filter((one) => one.key !== signatory.key) })
                  }
                />
              ))}
            </ul>
            {draft.signatories.length < SIGNATORIES_AT_MOST && (
              <Button
                className="mt-5"
                onClick={() =>
                  change({
                    signatories: [
                      ...draft.signatories,
                      {
                        key: crypto.randomUUID(),
                        name: '',
                        title: '',
                        signatureKey: '',
                        signatureUrl: null,
                        png: '',
                      },
                    ],
                  })
                }
              >
                <Plus size={17} strokeWidth={1.75} aria-hidden />
                {t('design.addSignatory')}
              </Button>
            )}
          </Section>
          {canDesign && (
            <div className="mt-9 border-t border-line pt-5">
              <Button
                type="submit"
                variant="primary"
                disabled={!dirty}
                busy={save.isPending && t('saving', { ns: 'common' })}
              >
                {t('design.save')}
              </Button>
            </div>
          )}
        </fieldset>
      </form>
      <PreviewPane draft={draft} />
    </div>
  );
}
