import { ArrowDown, ArrowUp, Copy, Ellipsis, Plus, Trash2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import {
  Button,
  Field,
  FieldError,
  IconButton,
  Input,
  Menu,
  MenuItem,
  MenuSeparator,
  Radio,
  RadioGroup,
  Select,
  Textarea,
} from '@/components';

import {
  QUESTION_KINDS,
  changeKind,
  hasChoices,
  markRight,
  newChoice,
  type QuestionDraft,
  type QuestionKind,
  type QuestionProblems,
} from './quizDraft';

interface QuestionEditorProps {
  number: number;
  question: QuestionDraft;
  problems: QuestionProblems;
  onChange: (question: QuestionDraft) => void;
  onMoveUp: (() => void) | undefined;
  onMoveDown: (() => void) | undefined;
  onDuplicate: () => void;
  onRemove: () => void;
}

export function QuestionEditor({ number, question, problems, onChange, ...moves }: QuestionEditorProps) {
  const { t } = useTranslation('console');
  const change = (part: Partial<QuestionDraft>) => onChange({ ...question, ...part });
  return (
    <li className="rounded-lg bg-surface p-5 outline-card wide:p-6">
      <header className="-mt-1 mb-4 flex items-center justify-between gap-3">
        <h3 className="heading">{t('quiz.question', { number })}</h3>
        <QuestionMenu number={number} {...moves} />
      </header>
      <div className="grid gap-5">
        <div className="grid gap-5 wide:grid-cols-[minmax(0,1fr)_110px]">
          <Field label={t('quiz.kind')}>
            <Select
              value={question.kind}
              onChange={(event) => onChange(changeKind(question, event.target.value as QuestionKind))}
            >
              {QUESTION_KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`quiz.${kind}`)}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t('quiz.points')} error={problems.points && t(`quiz.errors.${problems.points}`)}>
            <Input
              inputMode="numeric"
              value={question.points}
              onChange={(event) => change({ points: event.target.value })}
            />
          </Field>
        </div>
        <Field label={t('quiz.prompt')} error={problems.prompt && t(`quiz.errors.${problems.prompt}`)}>
          <Textarea
            rows={2}
            maxLength={4000}
            value={question.prompt}
            onChange={(event) => change({ prompt: event.target.value })}
          />
        </Field>
        <AnswerEditor question={question} problems={problems} onChange={onChange} />
        <Field label={t('quiz.explanation')} optional hint={t('quiz.explanationHint')}>
          <Textarea
            rows={2}
            maxLength={4000}
            value={question.explanation}
            onChange={(event) => change({ explanation: event.target.value })}
          />
        </Field>
      </div>
    </li>
  );
}

interface AnswerEditorProps {
  question: QuestionDraft;
  problems: QuestionProblems;
  onChange: (question: QuestionDraft) => void;
}

function AnswerEditor({ question, problems, onChange }: AnswerEditorProps) {
  const { t } = useTranslation('console');
  const answerProblem = problems.answer && t(`quiz.errors.${problems.answer}`);
  if (hasChoices(question.kind)) {
    return <Choices question={question} problems={problems} onChange={onChange} />;
  }
  if (question.kind === 'true_false') {
    return (
      <div>
        <RadioGroup legend={t('quiz.statement')}>
          {[true, false].map((truth) => (
            <Radio
              key={String(truth)}
              name={`truth-${question.key}`}
              label={t(truth ? 'quiz.isTrue' : 'quiz.isFalse')}
              checked={question.truth === truth}
              aria-invalid={answerProblem ? true : undefined}
              onChange={() => onChange({ ...question, truth })}
            />
          ))}
        </RadioGroup>
        <FieldError message={answerProblem} />
      </div>
    );
  }
  if (question.kind === 'numeric') {
    return (
      <div className="grid gap-5 wide:grid-cols-2">
        <Field label={t('quiz.number')} error={answerProblem}>
          <Input
            inputMode="decimal"
            value={question.value}
            onChange={(event) => onChange({ ...question, value: event.target.value })}
          />
        </Field>
        <Field
          label={t('quiz.tolerance')}
          hint={t('quiz.toleranceHint')}
          error={problems.tolerance && t(`quiz.errors.${problems.tolerance}`)}
        >
          <Input
            inputMode="decimal"
            value={question.tolerance}
            onChange={(event) => onChange({ ...question, tolerance: event.target.value })}
          />
        </Field>
      </div>
    );
  }
  return (
    <Field label={t('quiz.accepted')} hint={t('quiz.acceptedHint')} error={answerProblem}>
      <Textarea
        rows={3}
        value={question.accepted}
        onChange={(event) => onChange({ ...question, accepted: event.target.value })}
      />
    </Field>
  );
}

/** The mark before a choice says that it is right. */
function Choices({ question, problems, onChange }: AnswerEditorProps) {
  const { t } = useTranslation('console');
  const message = problems.choices
    ? t(`quiz.errors.${problems.choices}`)
    : problems.answer && t(`quiz.errors.${problems.answer}`);
  const { choices } = question;
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-[550]">{t('quiz.choices')}</legend>
      <ul className="grid gap-2">
        {choices.map((choice, index) => (
          <li key={choice.id} className="flex items-center gap-2">
            <label className="grid size-11 flex-none place-items-center">
              <span className="sr-only">{t('quiz.right', { number: index + 1 })}</span>
              <input
                type={question.kind === 'single' ? 'radio' : 'checkbox'}
                name={`right-${question.key}`}
                checked={choice.right}
                aria-invalid={problems.answer ? true : undefined}
                onChange={(event) => onChange(markRight(question, choice.id, event.target.checked))}
                className="size-[18px] accent-(--primary)"
              />
            </label>
            <Input
              aria-label={t('quiz.choice', { number: index + 1 })}
              aria-invalid={problems.choices && choice.text.trim() === '' ? true : undefined}
              maxLength={500}
              value={choice.text}
              onChange={(event) =>
                onChange({
                  ...question,
                  choices: choices.map((one) =>
                    one.id === choice.id ? { ...one, text: event.target.value } : one,
                  ),
                })
              }
            />
            <IconButton
              label={t('quiz.removeChoice', { number: index + 1 })}
              onClick={() =>
                onChange({ ...question, choices: choices.filter((one) => one.id !== choice.id) })
              }
            >
              <X size={17} strokeWidth={1.75} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <FieldError message={message} />
      <Button
        size="sm"
        variant="ghost"
        className="mt-2"
        onClick={() => onChange({ ...question, choices: [...choices, newChoice()] })}
      >
        <Plus size={16} strokeWidth={1.75} aria-hidden />
        {t('quiz.addChoice')}
      </Button>
    </fieldset>
  );
}

type QuestionMenuProps = Pick<
  QuestionEditorProps,
  'number' | 'onMoveUp' | 'onMoveDown' | 'onDuplicate' | 'onRemove'
>;

function QuestionMenu({ number, onMoveUp, onMoveDown, onDuplicate, onRemove }: QuestionMenuProps) {
  const { t } = useTranslation('console');
  return (
    <Menu
      trigger={
        <IconButton label={t('quiz.menu', { number })}>
          <Ellipsis size={19} strokeWidth={1.75} aria-hidden />
        </IconButton>
      }
    >
      {onMoveUp && (
        <MenuItem onSelect={onMoveUp}>
          <ArrowUp size={16} strokeWidth={1.75} aria-hidden className="text-ink-3" />
          {t('quiz.up')}
        </MenuItem>
      )}
      {onMoveDown && (
        <MenuItem onSelect={onMoveDown}>
          <ArrowDown size={16} strokeWidth={1.75} aria-hidden className="text-ink-3" />
          {t('quiz.down')}
        </MenuItem>
      )}
      <MenuItem onSelect={onDuplicate}>
        <Copy size={16} strokeWidth={1.75} aria-hidden className="text-ink-3" />
        {t('quiz.duplicate')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem tone="danger" onSelect={onRemove}>
        <Trash2 size={16} strokeWidth={1.75} aria-hidden />
        {t('quiz.remove')}
      </MenuItem>
    </Menu>
  );
}
