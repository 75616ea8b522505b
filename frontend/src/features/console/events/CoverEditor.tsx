import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { api, inTenant, unwrap, type StaffEvent } from '@/api';
import { Button, Cover, FormProblem, Section, toasts } from '@/components';
import { UploadField } from '@/features/media';

import { useOrganization } from '../organization';

import { useEventStep } from './queries';
import { FORMAT_COVER } from './status';

/** The picture of an event, or the engraving that stands in for it. Saved as soon as it is checked. */
export function CoverEditor({ event, locked }: { event: StaffEvent; locked: boolean }) {
  const { t } = useTranslation('console');
  const { slug: org } = useOrganization();
  const save = useEventStep((tenant, cover: string | null) =>
    unwrap(
      api.PATCH('/api/events/{slug_or_id}/', {
        ...inTenant(tenant),
        params: { path: { slug_or_id: event.id } },
        body: { cover },
      }),
    ),
  );
  const [removals, setRemovals] = useState(0);
  const { variables } = save;
  return (
    <Section title={t('details.picture')} lede={t('events.coverLede')}>
      <div className="grid gap-5 wide:grid-cols-[260px_minmax(0,1fr)] wide:gap-7">
        <figure>
          <div className="aspect-[16/10] overflow-hidden rounded-lg">
            {event.cover_url ? (
              <img
                src={event.cover_url}
                alt={t('details.pictureAlt', { title: event.title })}
                className="size-full object-cover"
              />
            ) : (
              <Cover seed={event.id} kind={FORMAT_COVER[event.format]} />
            )}
          </div>
          <figcaption className="mt-2 text-sm text-ink-3">
            {t(event.cover_url ? 'details.pictureOwn' : 'events.coverDrawn')}
          </figcaption>
        </figure>
        {!locked && (
          <div>
            <UploadField
              // What was said of a picture that is taken away is taken away with it.
              key={removals}
              label={t('details.pictureFile')}
              purpose="thumbnail"
              organization={org}
              hint={t('details.pictureHint')}
              onReady={(upload) => save.mutate(upload.id)}
            />
            {event.cover_url && (
              <Button
                size="sm"
                variant="ghost"
                className="mt-3"
                busy={save.isPending && t('details.pictureSaving')}
                onClick={() =>
                  save.mutate(null, {
                    onSuccess: () => {
                      setRemovals((count) => count + 1);
                      toasts.show(t('details.pictureRemoved'));
                    },
                  })
                }
              >
                {t('details.pictureRemove')}
              </Button>
            )}
            {save.isError && variables !== undefined && (
              <div className="mt-4 grid justify-items-start gap-3">
                <FormProblem error={save.error} />
                <Button size="sm" onClick={() => save.mutate(variables)}>
                  {t('tryAgain', { ns: 'common' })}
                </Button>
              </div>
            )}
          </div>
        )}
      </div>
    </Section>
  );
}
