import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { ArrowDown, ArrowUp, Ellipsis, FolderInput, GripVertical, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Badge, Button, Dialog, FormProblem, IconButton, Menu, MenuItem, MenuSeparator } from '@/components';
import { paths } from '@/config/paths';
import { cx } from '@/lib/cx';
import { formatBytes, formatDuration } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { moveLesson, placeOf, putLesson } from './arrange';
import { useBuilder } from './BuilderFrame';
import { KIND_ICON } from './lessonKind';
import { useDeleteLesson, type Modules } from './queries';

import type { StaffLesson } from '@/api';

interface LessonRowProps {
  lesson: StaffLesson;
  modules: Modules;
  onArrange: (modules: Modules, title: string) => void;
}

export function LessonRow({ lesson, modules, onArrange }: LessonRowProps) {
  const { t } = useTranslation('console');
  const { organization, outline, locked } = useBuilder();
  const { setNodeRef, setActivatorNodeRef, transform, transition, isDragging, attributes, listeners } =
    useSortable({
      id: lesson.id,
      disabled: locked,
    });
  const Icon = KIND_ICON[lesson.kind];
  return (
    <li
      ref={setNodeRef}
      style={{ transform: CSS.Translate.toString(transform), transition: transition }}
      className={cx(
        'flex min-h-[52px] items-center gap-1 border-t border-line bg-surface ps-1.5 pe-2 wide:ps-2',
        isDragging && 'relative z-(--z-sticky) rounded-md shadow-3',
      )}
    >
      {!locked && (
        <button
          type="button"
          ref={setActivatorNodeRef}
          {...attributes}
          {...listeners}
          aria-label={t('outline.drag', { title: lesson.title })}
          className="grid size-9 flex-none cursor-grab touch-none place-items-center rounded-md text-ink-3 hover:bg-tint"
        >
          <GripVertical size={16} strokeWidth={1.75} aria-hidden />
        </button>
      )}
      <Link
        to={paths.orgLesson(organization.slug, outline.course.slug, lesson.id)}
        className="group flex min-h-11 min-w-0 flex-1 items-center gap-3 px-1.5 py-1.5"
      >
        <Icon size={18} strokeWidth={1.75} aria-hidden className="flex-none text-ink-3" />
        <span className="min-w-0 flex-1">
          <span className="block text-ui font-medium decoration-1 underline-offset-4 group-hover:underline">
            {lesson.title}
          </span>
          <Facts lesson={lesson} />
        </span>
        {lesson.is_preview && <Badge tone="info">{t('outline.preview')}</Badge>}
      </Link>
      {!locked && <LessonMenu lesson={lesson} modules={modules} onArrange={onArrange} />}
    </li>
  );
}

function Facts({ lesson }: { lesson: StaffLesson }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const missing = missingOf(lesson);
  const film = lesson.kind === 'video' && lesson.video;
  const parts = [
    lesson.quiz &&
      lesson.quiz.question_count > 0 &&
      t('outline.questions', { count: lesson.quiz.question_count }),
    lesson.document?.bytes && formatBytes(lesson.document.bytes, locale),
    lesson.estimated_seconds > 0 && formatDuration(lesson.estimated_seconds),
    film && lesson.captions.length === 0 && t('outline.noCaptions'),
  ].filter(Boolean);
  return (
    <>
      {missing && <span className="block text-sm text-warning">{t(`outline.${missing}`)}</span>}
      {parts.length > 0 && <span className="num block text-sm text-ink-3">{parts.join(' · ')}</span>}
    </>
  );
}

/** What learners would look for in vain. */
function missingOf(lesson: StaffLesson) {
  switch (lesson.kind) {
    case 'quiz':
      return lesson.quiz?.question_count ? null : 'noQuestions';
    case 'assignment':
      if (!lesson.body_md.trim()) return 'noInstructions';
      return lesson.assignment?.criterion_count ? null : 'noRubric';
    case 'article':
      return lesson.body_md.trim() ? null : 'noText';
    case 'document':
      return lesson.document ? null : 'noDocument';
    case 'video':
      if (lesson.video_coming?.status === 'failed') return lesson.video ? 'newFilmRefused' : 'filmRefused';
      if (lesson.video_coming?.status === 'processing')
        return lesson.video ? 'newFilmChecking' : 'filmChecking';
      return lesson.video ? null : 'noFilm';
  }
}

function LessonMenu({ lesson, modules, onArrange }: LessonRowProps) {
  const { t } = useTranslation('console');
  const { outline } = useBuilder();
  const remove = useDeleteLesson(outline.course.slug);
  const [deleting, setDeleting] = useState(false);
  const at = placeOf(modules, lesson.id);
  const isFirst = at?.module === 0 && at.index === 0;
  const last = modules[modules.length - 1];
  const isLast = at?.module === modules.length - 1 && at.index === (last?.lessons.length ?? 0) - 1;
  const others = modules.filter((_, index) => index !== at?.module);
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t('outline.lessonMenu', { title: lesson.title })}>
            <Ellipsis size={19} strokeWidth={1.75} aria-hidden />
          </IconButton>
        }
      >
        {!isFirst && (
          <MenuItem onSelect={() => onArrange(moveLesson(modules, lesson.id, 'up'), lesson.title)}>
            <ArrowUp size={16} strokeWidth={1.75} aria-hidden className="text-ink-3" />
            {t('outline.up')}
          </MenuItem>
        )}
        {!isLast && (
          <MenuItem onSelect={() => onArrange(moveLesson(modules, lesson.id, 'down'), lesson.title)}>
            <ArrowDown size={16} strokeWidth={1.75} aria-hidden className="text-ink-3" />
            {t('outline.down')}
          </MenuItem>
        )}
        {others.map((module) => (
          <MenuItem
            key={module.id}
            onSelect={() =>
              onArrange(putLesson(modules, lesson.id, module.id, module.lessons.length), lesson.title)
            }
          >
            <FolderInput size={16} strokeWidth={1.75} aria-hidden className="text-ink-3" />
            {t('outline.toModule', { title: module.title })}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem tone="danger" onSelect={() => setDeleting(true)}>
          <Trash2 size={16} strokeWidth={1.75} aria-hidden />
          {t('outline.delete')}
        </MenuItem>
      </Menu>
      <Dialog
        open={deleting}
        onOpenChange={setDeleting}
        title={t('outline.deleteLesson', { title: lesson.title })}
        description={t('outline.deleteLessonText')}
        actions={
          <>
            <Button
              variant="danger"
              busy={remove.isPending && t('outline.deleting')}
              onClick={() => remove.mutate(lesson.id, { onSuccess: () => setDeleting(false) })}
            >
              {t('outline.delete')}
            </Button>
            <Button variant="ghost" onClick={() => setDeleting(false)}>
              {t('cancel', { ns: 'common' })}
            </Button>
          </>
        }
      >
        <FormProblem error={remove.error} />
      </Dialog>
    </>
  );
}
