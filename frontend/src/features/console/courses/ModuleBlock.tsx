import { SortableContext, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { ArrowDown, ArrowUp, Ellipsis, GripVertical, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import {
  Button,
  FormProblem,
  IconButton,
  Menu,
  MenuItem,
  MenuSeparator,
  Radio,
  RadioGroup,
} from '@/components';
import { paths } from '@/config/paths';
import { cx } from '@/lib/cx';

import { moveModule } from './arrange';
import { useBuilder } from './BuilderFrame';
import { LESSON_KINDS } from './lessonKind';
import { LessonRow } from './LessonRow';
import { useAddLesson, useDeleteModule, useRenameModule, type Modules } from './queries';
import { TitleDialog } from './TitleDialog';

import type { LessonKind, StaffModule } from '@/api';

interface ModuleBlockProps {
  module: StaffModule;
  modules: Modules;
  onArrange: (modules: Modules, title: string) => void;
}

export function ModuleBlock({ module, modules, onArrange }: ModuleBlockProps) {
  const { t } = useTranslation('console');
  const { locked } = useBuilder();
  const { setNodeRef, setActivatorNodeRef, transform, transition, isDragging, attributes, listeners } =
    useSortable({
      id: module.id,
      disabled: locked,
    });
  return (
    <li
      ref={setNodeRef}
      style={{ transform: CSS.Translate.toString(transform), transition: transition }}
      className={cx('rounded-lg bg-surface outline-card', isDragging && 'relative z-(--z-sticky) shadow-3')}
    >
      <header className="flex min-h-14 items-center gap-1 ps-1.5 pe-2 wide:ps-2">
        {!locked && (
          <button
            type="button"
            ref={setActivatorNodeRef}
            {...attributes}
            {...listeners}
            aria-label={t('outline.drag', { title: module.title })}
            className="grid size-9 flex-none cursor-grab touch-none place-items-center rounded-md text-ink-3 hover:bg-tint"
          >
            <GripVertical size={17} strokeWidth={1.75} aria-hidden />
          </button>
        )}
        <h2 className="min-w-0 flex-1 px-1.5 font-semibold">{module.title}</h2>
        {!locked && <ModuleMenu module={module} modules={modules} onArrange={onArrange} />}
      </header>
      <SortableContext
        items={module.lessons.map((lesson) => lesson.id)}
        strategy={verticalListSortingStrategy}
      >
        <ol>
          {module.lessons.map((lesson) => (
            <LessonRow key={lesson.id} lesson={lesson} modules={modules} onArrange={onArrange} />
          ))}
          {module.lessons.length === 0 && (
            <li className="border-t border-line px-5 py-4 text-sm text-ink-3">{t('outline.empty')}</li>
          )}
        </ol>
      </SortableContext>
      {!locked && <AddLesson module={module} />}
    </li>
  );
}

function AddLesson({ module }: { module: StaffModule }) {
  const { t } = useTranslation('console');
  const { organization, outline } = useBuilder();
  const navigate = useNavigate();
  const add = useAddLesson(outline.course.slug);
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<LessonKind>('article');
  return (
    <div className="border-t border-line p-2">
      <Button size="sm" variant="ghost" onClick={() => setOpen(true)}>
        <Plus size={16} strokeWidth={1.75} aria-hidden />
        {t('outline.newLesson')}
      </Button>
      <TitleDialog
        open={open}
        onClose={() => setOpen(false)}
        title={t('outline.newLesson')}
        label={t('outline.lessonTitle')}
        submit={t('outline.newLesson')}
        busy={add.isPending && t('outline.adding')}
        problem={<FormProblem error={add.error} />}
        onSubmit={(title) =>
          add.mutate(
            { module: module.id, kind, title },
            {
              onSuccess: (lesson) =>
                void navigate(paths.orgLesson(organization.slug, outline.course.slug, lesson.id)),
            },
          )
        }
      >
        <RadioGroup legend={t('outline.lessonKind')}>
          {LESSON_KINDS.map((one) => (
            <Radio
              key={one}
              name="kind"
              label={t(`outline.${one}`)}
              hint={t(`outline.${one}Hint`)}
              checked={kind === one}
              onChange={() => setKind(one)}
            />
          ))}
        </RadioGroup>
      </TitleDialog>
    </div>
  );
}

function ModuleMenu({ module, modules, onArrange }: ModuleBlockProps) {
  const { t } = useTranslation('console');
  const { outline } = useBuilder();
  const rename = useRenameModule(outline.course.slug);
  const remove = useDeleteModule(outline.course.slug);
  const [renaming, setRenaming] = useState(false);
  const index = modules.findIndex((one) => one.id === module.id);
  return (
    <>
      {remove.isError && <FormProblem error={remove.error} className="max-w-64" />}
      <Menu
        trigger={
          <IconButton label={t('outline.moduleMenu', { title: module.title })}>
            <Ellipsis size={19} strokeWidth={1.75} aria-hidden />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => setRenaming(true)}>
          <Pencil size={16} strokeWidth={1.75} aria-hidden className="text-ink-3" />
          {t('outline.rename')}
        </MenuItem>
        {index > 0 && (
          <MenuItem onSelect={() => onArrange(moveModule(modules, module.id, 'up'), module.title)}>
            <ArrowUp size={16} strokeWidth={1.75} aria-hidden className="text-ink-3" />
            {t('outline.up')}
          </MenuItem>
        )}
        {index < modules.length - 1 && (
          <MenuItem onSelect={() => onArrange(moveModule(modules, module.id, 'down'), module.title)}>
            <ArrowDown size={16} strokeWidth={1.75} aria-hidden className="text-ink-3" />
            {t('outline.down')}
          </MenuItem>
        )}
        {module.lessons.length === 0 && (
          <>
            <MenuSeparator />
            <MenuItem tone="danger" onSelect={() => remove.mutate(module.id)}>
              <Trash2 size={16} strokeWidth={1.75} aria-hidden />
              {t('outline.deleteModule')}
            </MenuItem>
          </>
        )}
      </Menu>
      <TitleDialog
        open={renaming}
        onClose={() => setRenaming(false)}
        title={t('outline.renameModule')}
        label={t('outline.moduleTitle')}
        initial={module.title}
        submit={t('save', { ns: 'common' })}
        busy={rename.isPending && t('saving', { ns: 'common' })}
        problem={<FormProblem error={rename.error} />}
        onSubmit={(title) => rename.mutate({ id: module.id, title }, { onSuccess: () => setRenaming(false) })}
      />
    </>
  );
}
