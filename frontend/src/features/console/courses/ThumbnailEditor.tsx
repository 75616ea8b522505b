import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Cover, FormProblem, Section, toasts } from '@/components';
import { UploadField } from '@/features/media';

import { useOrganization } from '../organization';

import { useCourseChange } from './queries';

import type { StaffCourse } from '@/api';

/** The picture of a course, or the engraving that stands in for it. Saved as soon as it is checked. */
export function ThumbnailEditor({ course, locked }: { course: StaffCourse; locked: boolean }) {
  const { t } = useTranslation('console');
  const { slug: org } = useOrganization();
  const save = useCourseChange(course.slug);
  const [removals, setRemovals] = useState(0);
  const { variables } = save;
  return (
    <Section title={t('details.picture')} lede={t('details.pictureLede')}>
      <div className="grid gap-5 wide:grid-cols-[260px_minmax(0,1fr)] wide:gap-7">
        <figure>
          <div className="aspect-[16/10] overflow-hidden rounded-lg">
            {course.thumbnail_url ? (
              <img
                src={course.thumbnail_url}
                alt={t('details.pictureAlt', { title: course.title })}
                className="size-full object-cover"
              />
            ) : (
              <Cover seed={course.id} />
            )}
          </div>
          <figcaption className="mt-2 text-sm text-ink-3">
            {t(course.thumbnail_url ? 'details.pictureOwn' : 'details.pictureDrawn')}
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
              onReady={(upload) => save.mutate({ thumbnail: upload.id })}
            />
            {course.thumbnail_url && (
              <Button
                size="sm"
                variant="ghost"
                className="mt-3"
                busy={save.isPending && t('details.pictureSaving')}
                onClick={() =>
                  save.mutate(
                    { thumbnail: null },
                    {
                      onSuccess: () => {
                        setRemovals((count) => count + 1);
                        toasts.show(t('details.pictureRemoved'));
                      },
                    },
                  )
                }
              >
                {t('details.pictureRemove')}
              </Button>
            )}
            {save.isError && variables && (
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
