import { ArrowDown, ArrowUp, Copy, Ellipsis, Plus, Trash2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import {
  Button,
  Checkbox,
  Field,
  FieldError,
  IconButton,
  Input,
  Menu,
  MenuItem,
  MenuSeparator,
  Select,
} from '@/components';

import { ConditionFields } from './ConditionFields';
import { ABOUT, KINDS, hasChoices, newChoice, problemsOf, withKind, type QuestionDraft } from './draft';

import type { SurveyAbout, SurveyQuestionKind } from '@/api';

interface Moves {
  onMoveUp: (() => void) | undefined;
  onMoveDown: (() => void) | undefined;
  onDuplicate: () => void;
  onRemove: () => void;
}

interface QuestionCardProps extends Moves {
  place: number;
  questions: readonly QuestionDraft[];
  /** Problems are shown once somebody has tried to save. */
  tried: boolean;
  ofEvent: boolean;
  onChange: (question: QuestionDraft) => void;
}

export function QuestionCard({ place, questions, tried, ofEvent, onChange, ...moves }: QuestionCardProps) {
  const { t } = useTranslation('survey');
  const question = questions[place];
  if (!question) return null;
  const problems = tried ? problemsOf(questions, place) : {};
  const change = (part: Partial<QuestionDraft>) => onChange({ ...question, ...part });
  return (
    <li className="rounded-lg bg-surface p-5 outline-card wide:p-6">
      <header className="-mt-1 mb-4 flex items-center justify-between gap-3">
        <h3 className="heading">{t('question', { number: place + 1 })}</h3>
        <QuestionMenu number={place + 1} {...moves} />
      </header>
      <div className="grid gap-5">
        <Field label={t('prompt')} error={problems.prompt && t('promptMissing')}>
          <Input
            maxLength={300}
            value={question.prompt}
            onChange={({ target }) => change({ prompt: target.value })}
          />
        </Field>
        <div className="grid gap-5 wide:grid-cols-2">
          <Field label={t('kind')}>
            <Select
              value={question.kind}
              onChange={({ target }) => onChange(withKind(question, target.value as SurveyQuestionKind))}
            >
              {KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`kinds.${kind}`)}
                </option>
              ))}
            </Select>
          </Field>
          {ofEvent && (
            <Field label={t('asked')}>
              <Select
                value={question.about}
                onChange={({ target }) => change({ about: target.value as SurveyAbout })}
              >
                {ABOUT.map((about) => (
                  <option key={about} value={about}>
                    {t(`askedOf.${about}`)}
                  </option>
                ))}
              </Select>
            </Field>
          )}
        </div>
        {(question.kind === 'scale' || question.kind === 'nps') && (
          <ScaleFields question={question} onChange={change} />
        )}
        {hasChoices(question.kind) && (
          <Choices question={question} wrong={Boolean(problems.choices)} onChange={change} />
        )}
        <Field label={t('hint')} optional>
          <Input
            maxLength={300}
            value={question.hint}
            onChange={({ target }) => change({ hint: target.value })}
          />
        </Field>
        {question.about === 'whole' && (
          <Checkbox
            label={t('required')}
            checked={question.required}
            onChange={({ target }) => change({ required: target.checked })}
          />
        )}
        <ConditionFields
          place={place}
          questions={questions}
          wrong={Boolean(problems.condition)}
          onChange={(condition) => change({ condition })}
        />
      </div>
    </li>
  );
}

interface PartProps {
  question: QuestionDraft;
  onChange: (part: Partial<QuestionDraft>) => void;
}

function ScaleFields({ question, onChange }: PartProps) {
  const { t } = useTranslation('survey');
  return (
    <div className="grid gap-5 wide:grid-cols-3">
      {question.kind === 'scale' && (
        <Field label={t('from')}>
          <Select
            value={String(question.scaleFrom)}
            onChange={({ target }) => onChange({ scaleFrom: Number(target.value) })}
          >
            <option value="0">0</option>
            <option value="1">1</option>
          </Select>
        </Field>
      )}
      <Field label={t('low')} optional>
        <Input
          maxLength={60}
          value={question.low}
          onChange={({ target }) => onChange({ low: target.value })}
        />
      </Field>
      <Field label={t('high')} optional>
        <Input
          maxLength={60}
          value={question.high}
          onChange={({ target }) => onChange({ high: target.value })}
        />
      </Field>
    </div>
  );
}

function Choices({ question, wrong, onChange }: PartProps & { wrong: boolean }) {
  const { t } = useTranslation('survey');
  const { choices } = question;
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-[550]">{t('choices')}</legend>
      <ul className="grid gap-2">
        {choices.map((choice, index) => (
          <li key={choice.id} className="flex items-center gap-2">
            <Input
              aria-label={t('choice', { number: index + 1 })}
              aria-invalid={wrong && choice.text.trim() === '' ? true : undefined}
              maxLength={200}
              value={choice.text}
              onChange={({ target }) =>
                onChange({
                  choices: choices.map((one) =>
                    one.id === choice.id ? { ...one, text: target.value } : one,
                  ),
                })
              }
            />
            <IconButton
              label={t('removeChoice', { number: index + 1 })}
              onClick={() => onChange({ choices: choices.filter((one) => one.id !== choice.id) })}
            >
              <X size={17} strokeWidth={1.75} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <FieldError message={wrong ? t('choicesWrong') : undefined} />
      {choices.length < 20 && (
        <Button
          size="sm"
          variant="ghost"
          className="mt-2"
          onClick={() => onChange({ choices: [...choices, newChoice()] })}
        >
          <Plus size={16} strokeWidth={1.75} aria-hidden />
          {t('addChoice')}
        </Button>
      )}
    </fieldset>
  );
}

function QuestionMenu({ number, onMoveUp, onMoveDown, onDuplicate, onRemove }: Moves & { number: number }) {
  const { t } = useTranslation('survey');
  return (
    <Menu
      trigger={
        <IconButton label={t('more', { number })}>
          <Ellipsis size={18} strokeWidth={1.75} aria-hidden />
        </IconButton>
      }
    >
      {onMoveUp && (
        <MenuItem onSelect={onMoveUp}>
          <ArrowUp size={16} strokeWidth={1.75} aria-hidden className="text-ink-3" />
          {t('up')}
        </MenuItem>
      )}
      {onMoveDown && (
        <MenuItem onSelect={onMoveDown}>
          <ArrowDown size={16} strokeWidth={1.75} aria-hidden className="text-ink-3" />
          {t('down')}
        </MenuItem>
      )}
      <MenuItem onSelect={onDuplicate}>
        <Copy size={16} strokeWidth={1.75} aria-hidden className="text-ink-3" />
        {t('duplicate')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem tone="danger" onSelect={onRemove}>
        <Trash2 size={16} strokeWidth={1.75} aria-hidden />
        {t('remove')}
      </MenuItem>
    </Menu>
  );
}
