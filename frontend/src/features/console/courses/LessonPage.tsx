import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';

import { Badge, ButtonLink, EmptyState, ErrorState, Loading, Notice, Section, Skeleton } from '@/components';
import { paths } from '@/config/paths';

import '../messages';
import { AssignmentEditor } from '../assignments/AssignmentEditor';
import { useOrganization } from '../organization';
import { outlineQuery } from '../queries';
import { Page } from '../shell/Page';

import { DocumentEditor } from './DocumentEditor';
import { filmPause } from './fileQueries';
import { FilmEditor } from './FilmEditor';
import { quizQuery } from './queries';
import { QuizEditor } from './QuizEditor';
import { TextEditor } from './TextEditor';

import type { Outline, StaffLesson } from '@/api';

/** One lesson, to be written. */
export function LessonPage() {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const { course: slug = '', lesson: id = '' } = useParams();
  const outline = useQuery({
    ...outlineQuery(organization.slug, slug),
    refetchInterval: ({ state }) => filmPause(state.data, id),
  });
  const lesson = outline.data?.modules.flatMap((module) => module.lessons).find((one) => one.id === id);
  const place = paths.orgCourse(organization.slug, slug);
  return (
    <Page
      title={lesson?.title ?? t('outline.lessonTitle')}
      trail={[
        { to: paths.org(organization.slug, 'courses'), label: t('nav.courses') },
        { to: place, label: outline.data?.course.title ?? t('courses.course') },
      ]}
      needs={['edit_courses']}
    >
      {outline.isPending && <EditorSkeleton />}
      {outline.isError && (
        <ErrorState
          title={t('builder.errorTitle')}
          error={outline.error}
          retry={() => void outline.refetch()}
        />
      )}
      {outline.data && !lesson && (
        <EmptyState
          level="h1"
          title={t('lesson.notThere')}
          action={<ButtonLink to={place}>{t('lesson.back')}</ButtonLink>}
        />
      )}
      {outline.data && lesson && <Editor key={lesson.id} outline={outline.data} lesson={lesson} />}
    </Page>
  );
}

function Editor({ outline, lesson }: { outline: Outline; lesson: StaffLesson }) {
  const { t } = useTranslation('console');
  const { course } = outline;
  return (
    <div className="max-w-[760px]">
      <p className="flex items-center gap-3 text-ui text-ink-2">
        <Badge>{t(`outline.${lesson.kind}`)}</Badge>
        {lesson.is_preview && <Badge tone="info">{t('outline.preview')}</Badge>}
      </p>
      <h1 className="d2 mt-3">{lesson.title}</h1>
      {course.status === 'published' && (
        <Notice tone="tint" className="mt-5">
          {t('builder.live')}
        </Notice>
      )}
      {course.status === 'archived' && (
        <Notice tone="info" className="mt-5">
          {t('builder.archivedNotice')}
        </Notice>
      )}
      <div className="mt-7">
        <Content outline={outline} lesson={lesson} />
      </div>
    </div>
  );
}

function Content({ outline, lesson }: { outline: Outline; lesson: StaffLesson }) {
  const { t } = useTranslation('console');
  const { course } = outline;
  const locked = course.status === 'archived';
  if (lesson.kind === 'quiz') return <Quiz courseSlug={course.slug} lesson={lesson} locked={locked} />;
  if (lesson.kind === 'assignment') {
    return <AssignmentEditor course={course.slug} lesson={lesson} locked={locked} />;
  }
  if (lesson.kind === 'article') return <TextEditor course={course} lesson={lesson} />;
  const Editor = lesson.kind === 'video' ? FilmEditor : DocumentEditor;
  return (
    <>
      <Editor course={course} lesson={lesson} locked={locked} />
      <Section title={t('lesson.words')} lede={t('lesson.wordsLede')}>
        <TextEditor course={course} lesson={lesson} />
      </Section>
    </>
  );
}

interface QuizProps {
  courseSlug: string;
  lesson: StaffLesson;
  locked: boolean;
}

function Quiz({ courseSlug, lesson, locked }: QuizProps) {
  const { t } = useTranslation('console');
  const { slug: org } = useOrganization();
  const quiz = useQuery(quizQuery(org, lesson.id));
  if (quiz.isError) {
    return (
      <ErrorState title={t('builder.errorTitle')} error={quiz.error} retry={() => void quiz.refetch()} />
    );
  }
  if (!quiz.data) return <EditorSkeleton />;
  return <QuizEditor course={courseSlug} lesson={lesson} quiz={quiz.data} locked={locked} />;
}

function EditorSkeleton() {
  return (
    <Loading>
      <div className="max-w-[760px]">
        <Skeleton className="h-11 w-full" />
        <Skeleton className="mt-6 h-72 w-full" />
      </div>
    </Loading>
  );
}
