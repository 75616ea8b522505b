import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import { useSession, type CourseDetail } from '@/api';
import { Button, ButtonLink, Notice, useErrorMessage } from '@/components';
import { paths } from '@/config/paths';

import { useEnroll } from '../queries';

/** The one thing to do with a course now: continue, come back, start, or buy. */
export function CourseAction({ course, block = false }: { course: CourseDetail; block?: boolean }) {
  const { t } = useTranslation('learning');
  const navigate = useNavigate();
  const signedIn = useSession() !== 'signed-out';
  const enroll = useEnroll(course.slug);
  const message = useErrorMessage();
  const look = { variant: 'primary', size: 'lg', block } as const;

  if (course.viewer?.enrolled) {
    return (
      <ButtonLink to={paths.learn(course.slug, course.viewer.resume_lesson_id)} {...look}>
        {t('course.continue')}
      </ButtonLink>
    );
  }
  if (course.status !== 'published') {
    return <Notice tone="tint">{t('course.closed')}</Notice>;
  }
  const back = course.viewer?.may_rejoin ?? false;
  if (!back && course.price && course.price.amount > 0) {
    return (
      <ButtonLink to={paths.checkout(course.slug)} {...look}>
        {t('course.buy')}
      </ButtonLink>
    );
  }
  if (!signedIn) {
    return (
      <ButtonLink to={paths.signUp(paths.course(course.slug))} {...look}>
        {t('course.start')}
      </ButtonLink>
    );
  }
  return (
    <>
      <Button
        {...look}
        busy={enroll.isPending && t(back ? 'left.rejoining' : 'course.starting')}
        onClick={() => enroll.mutate(undefined, { onSuccess: () => void navigate(paths.learn(course.slug)) })}
      >
        {t(back ? 'left.rejoin' : 'course.start')}
      </Button>
      {enroll.isError && (
        <Notice tone="danger" className="mt-3">
          {message(enroll.error)}
        </Notice>
      )}
    </>
  );
}
