import { useEnterKey, useNextStep } from '../nextStep';
import { LessonStage } from './LessonStage';
import { LessonEnd, LessonText, NextButton, StepProblem } from './LessonStep';

import type { Lesson } from '@/api';
import type { PlayerCourse } from '../playerCourse';

interface ArticleLessonProps {
  course: PlayerCourse;
  lesson: Lesson;
}

export function ArticleLesson({ course, lesson }: ArticleLessonProps) {
  const step = useNextStep(course, lesson);
  useEnterKey(step.go);
  return (
    <>
      <LessonStage
        course={course}
        lessonId={lesson.id}
        title={lesson.title}
        action={<NextButton step={step} />}
      />
      <StepProblem step={step} />
      <LessonText html={lesson.body_html} className="mt-8 wide:mt-10" />
      <LessonEnd completed={lesson.completed} step={step} />
    </>
  );
}
