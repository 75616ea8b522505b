import { Check, Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { paths } from '@/config/paths';
import { cx } from '@/lib/cx';

import { useContentLanguage } from '../contentLanguage';
import { LessonMeta } from './LessonMeta';

import type { PlayerCourse, PlayerLesson, PlayerModule } from '../playerCourse';

interface PlayerOutlineProps {
  course: PlayerCourse;
  lessonId: string;
  onChoose?: () => void;
}

export function PlayerOutline({ course, lessonId, onChoose }: PlayerOutlineProps) {
  return (
    <ol>
      {course.modules.map((module, index) => (
        <li key={module.id} className="border-t border-line py-1.5">
          <ModuleHead module={module} number={index + 1} />
          <ol>
            {module.lessons.map((lesson) => (
              <li key={lesson.id}>
                <LessonLine
                  course={course}
                  lesson={lesson}
                  current={lesson.id === lessonId}
                  onChoose={onChoose}
                />
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}

function ModuleHead({ module, number }: { module: PlayerModule; number: number }) {
  const { t } = useTranslation('learning');
  const language = useContentLanguage();
  const done = module.lessons.filter((lesson) => lesson.completed).length;
  const all = module.lessons.length;
  const finished = all > 0 && done === all;
  return (
    <div className="grid grid-cols-[26px_1fr_auto] items-center px-3 py-[11px] text-ui">
      <span
        className={cx(
          'num font-serif text-[1.05rem] leading-none font-[440]',
          finished ? 'text-success' : 'text-ink-3',
        )}
      >
        {finished ? <Check size={17} strokeWidth={1.75} aria-hidden /> : number}
      </span>
      <b lang={language} className="font-[550]">
        {module.title}
      </b>
      <span className="num text-xs text-ink-3">{t('player.doneOf', { done, total: all })}</span>
    </div>
  );
}

interface LessonLineProps {
  course: PlayerCourse;
  lesson: PlayerLesson;
  current: boolean;
  onChoose: (() => void) | undefined;
}

const LINE = 'flex gap-3 rounded-md py-2.5 pe-3 ps-[38px] text-ui';

function LessonLine({ course, lesson, current, onChoose }: LessonLineProps) {
  const { t } = useTranslation('learning');
  const words = (
    <span className="min-w-0 flex-1">
      <span lang={course.language}>{lesson.title}</span>
      <small className="num mt-px block text-xs font-normal text-ink-3">
        <LessonMeta lesson={lesson} />
      </small>
    </span>
  );
  if (lesson.locked) {
    return (
      <span className={cx(LINE, 'text-ink-3')}>
        <Lock size={16} strokeWidth={1.75} aria-hidden className="mx-px mt-0.5 flex-none" />
        <span className="sr-only">{t('player.locked')}</span>
        {words}
      </span>
    );
  }
  return (
    <Link
      to={paths.learn(course.slug, lesson.id)}
      onClick={onChoose}
      aria-current={current ? 'page' : undefined}
      className={cx(LINE, current ? 'bg-tint font-[550]' : 'hover:bg-tint')}
    >
      <LessonDot completed={lesson.completed} current={current} />
      {words}
    </Link>
  );
}

function LessonDot({ completed, current }: { completed: boolean; current: boolean }) {
  const { t } = useTranslation('learning');
  const state = completed ? 'player.stateDone' : current ? 'player.stateCurrent' : 'player.stateOpen';
  return (
    <span
      className={cx(
        'mt-px grid size-[18px] flex-none place-items-center rounded-full',
        completed && 'bg-primary text-on-primary',
        !completed && current && 'border-[5.5px] border-primary',
        !completed && !current && 'border-[1.5px] border-line-strong',
      )}
    >
      {completed && <Check size={12} strokeWidth={2.6} aria-hidden />}
      <span className="sr-only">{t(state)}</span>
    </span>
  );
}
