import { ArrowDown, ArrowUp, Plus, Trash2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Button, Field, FieldError, IconButton, Input, Textarea } from '@/components';

import './messages';
import {
  LEVELS_AT_MOST,
  newLevel,
  type CriterionDraft,
  type CriterionProblems,
  type LevelDraft,
} from './assignmentDraft';

interface CriterionEditorProps {
  number: number;
  criterion: CriterionDraft;
  problems: CriterionProblems;
  onChange: (criterion: CriterionDraft) => void;
  onMoveUp: (() => void) | undefined;
  onMoveDown: (() => void) | undefined;
  onRemove: () => void;
}

/** One criterion of a rubric with its points and the levels between nothing and all of them. */
export function CriterionEditor({ number, criterion, problems, onChange, ...moves }: CriterionEditorProps) {
  const { t } = useTranslation('assignments');
  const change = (part: Partial<CriterionDraft>) => onChange({ ...criterion, ...part });
  const setLevel = (index: number, part: Partial<LevelDraft>) =>
    change({
      levels: criterion.levels.map((level, place) => (place === index ? { ...level, ...part } : level)),
    });
  return (
    <li className="rounded-lg bg-surface p-5 outline-card wide:p-6">
      <header className="-mt-1 mb-4 flex items-center justify-between gap-3">
        <h3 className="heading">{t('editor.criterion', { number })}</h3>
        <div className="flex">
          {moves.onMoveUp && (
            <IconButton label={t('editor.up', { number })} onClick={moves.onMoveUp}>
              <ArrowUp size={17} strokeWidth={1.75} aria-hidden />
            </IconButton>
          )}
          {moves.onMoveDown && (
            <IconButton label={t('editor.down', { number })} onClick={moves.onMoveDown}>
              <ArrowDown size={17} strokeWidth={1.75} aria-hidden />
            </IconButton>
          )}
          <IconButton label={t('editor.remove', { number })} onClick={moves.onRemove}>
            <Trash2 size={17} strokeWidth={1.75} aria-hidden />
          </IconButton>
        </div>
      </header>
      <div className="grid gap-5">
        <div className="grid gap-5 wide:grid-cols-[minmax(0,1fr)_110px]">
          <Field label={t('editor.name')} error={problems.title && t('editor.nameMissing')}>
            <Input
              maxLength={120}
              value={criterion.title}
              onChange={(event) => change({ title: event.target.value })}
            />
          </Field>
          <Field label={t('editor.most')} error={problems.points && t('editor.mostWrong')}>
            <Input
              inputMode="numeric"
              value={criterion.points}
              onChange={(event) => change({ points: event.target.value })}
            />
          </Field>
        </div>
        <Field label={t('editor.description')} optional>
          <Textarea
            rows={2}
            maxLength={1000}
            value={criterion.description}
            onChange={(event) => change({ description: event.target.value })}
          />
        </Field>
        <fieldset>
          <legend className="mb-2 text-sm font-[550]">{t('editor.levels')}</legend>
          <ul className="grid gap-4 wide:gap-2.5">
            {criterion.levels.map((level, index) => (
              <Level
                key={level.key}
                number={index + 1}
                level={level}
                onChange={(part) => setLevel(index, part)}
                onRemove={() => change({ levels: criterion.levels.toSpliced(index, 1) })}
              />
            ))}
          </ul>
          <FieldError
            message={problems.levels && t('editor.levelWrong', { points: Number(criterion.points) || 100 })}
          />
          {criterion.levels.length < LEVELS_AT_MOST && (
            <Button
              size="sm"
              variant="ghost"
              className="mt-2"
              onClick={() => change({ levels: [...criterion.levels, newLevel()] })}
            >
              <Plus size={16} strokeWidth={1.75} aria-hidden />
              {t('editor.addLevel')}
            </Button>
          )}
        </fieldset>
      </div>
    </li>
  );
}

interface LevelProps {
  number: number;
  level: LevelDraft;
  onChange: (part: Partial<LevelDraft>) => void;
  onRemove: () => void;
}

function Level({ number, level, onChange, onRemove }: LevelProps) {
  const { t } = useTranslation('assignments');
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_72px_44px] gap-2 wide:grid-cols-[150px_minmax(0,1fr)_72px_44px]">
      <Input
        aria-label={t('editor.levelName', { number })}
        placeholder={t('editor.level', { number })}
        maxLength={80}
        value={level.title}
        onChange={(event) => onChange({ title: event.target.value })}
      />
      <Input
        aria-label={t('editor.levelText', { number })}
        placeholder={t('editor.levelText', { number })}
        maxLength={500}
        value={level.description}
        onChange={(event) => onChange({ description: event.target.value })}
        className="max-wide:order-last max-wide:col-span-3"
      />
      <Input
        inputMode="numeric"
        aria-label={t('editor.levelPoints', { number })}
        value={level.points}
        onChange={(event) => onChange({ points: event.target.value })}
        className="num text-end"
      />
      <IconButton label={t('editor.removeLevel', { number })} onClick={onRemove}>
        <X size={17} strokeWidth={1.75} aria-hidden />
      </IconButton>
    </li>
  );
}
