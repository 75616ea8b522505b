import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Field, Input } from '@/components';
import { cx } from '@/lib/cx';

import { useContentLanguage } from '../contentLanguage';

import type { Answer, Question } from '@/api';

interface QuestionViewProps {
  question: Question;
  value: Answer | undefined;
  onAnswer: (value: Answer) => void;
}

export function QuestionView({ question, value, onAnswer }: QuestionViewProps) {
  const { t } = useTranslation('learning');
  const language = useContentLanguage();
  const prompt = (
    <span
      lang={language}
      className="mt-5 block text-read leading-[1.45] font-semibold [&_p+p]:mt-3"
      dangerouslySetInnerHTML={{ __html: question.prompt_html }}
    />
  );
  if (question.kind === 'numeric' || question.kind === 'short_text') {
    const numeric = question.kind === 'numeric';
    return (
      <>
        {prompt}
        <Field label={t(numeric ? 'quiz.number' : 'quiz.text')} className="mt-4">
          <Input
            key={question.id}
            value={typeof value === 'string' ? value : ''}
            inputMode={numeric ? 'decimal' : 'text'}
            autoComplete="off"
            onChange={(event) => onAnswer(event.target.value)}
            className={cx(numeric && 'num max-w-60')}
          />
        </Field>
      </>
    );
  }
  const several = question.kind === 'multiple';
  const chosen: string[] = Array.isArray(value) ? value : [];
  return (
    <fieldset>
      <legend>{prompt}</legend>
      {several && <p className="mt-1.5 text-sm text-ink-3">{t('quiz.several')}</p>}
      <div className="mt-4 grid gap-2">
        {question.kind === 'true_false'
          ? [true, false].map((option) => (
              <Option
                key={String(option)}
                name={question.id}
                several={false}
                label={t(option ? 'quiz.true' : 'quiz.false')}
                checked={value === option}
                onPick={() => onAnswer(option)}
              />
            ))
          : (question.choices ?? []).map((choice) => (
              <Option
                key={choice.id}
                name={question.id}
                several={several}
                label={choice.text}
                language={language}
                checked={several ? chosen.includes(choice.id) : value === choice.id}
                onPick={() =>
                  onAnswer(
                    several
                      ? chosen.includes(choice.id)
                        ? chosen.filter((id) => id !== choice.id)
                        : [...chosen, choice.id]
                      : choice.id,
                  )
                }
              />
            ))}
      </div>
    </fieldset>
  );
}

interface OptionProps {
  name: string;
  several: boolean;
  label: string;
  /** Of a label that the course's author wrote. */
  language?: string | undefined;
  checked: boolean;
  onPick: () => void;
}

function Option({ name, several, label, language, checked, onPick }: OptionProps) {
  return (
    <label
      className={cx(
        'flex min-h-12 items-center gap-3 rounded-md bg-surface px-3.5 py-2.5 text-ui wide:min-h-11',
        'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
        checked ? 'font-[550] shadow-[0_0_0_1.5px_var(--primary)]' : 'outline-card hover:bg-tint',
      )}
    >
      <span
        aria-hidden
        className={cx(
          'grid size-[18px] flex-none place-items-center',
          several ? 'rounded-[5px]' : 'rounded-full',
          checked && several && 'bg-primary text-on-primary',
          checked && !several && 'border-[5.5px] border-primary',
          !checked && 'border-[1.5px] border-line-strong',
        )}
      >
        {checked && several && <Check size={13} strokeWidth={2.6} />}
      </span>
      <input
        type={several ? 'checkbox' : 'radio'}
        name={name}
        checked={checked}
        onChange={onPick}
        className="sr-only"
      />
      <span lang={language} className="min-w-0 flex-1">
        {label}
      </span>
    </label>
  );
}
