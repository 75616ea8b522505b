import {
  DndContext,
  KeyboardSensor,
  PointerSensor,
  closestCorners,
  useSensor,
  useSensors,
  type Announcements,
  type DragEndEvent,
  type DragOverEvent,
} from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, EmptyState, FormProblem, Notice, toasts } from '@/components';

import { placeModule, placeOf, putLesson, sameOrder } from './arrange';
import { useBuilder } from './BuilderFrame';
import { ModuleBlock } from './ModuleBlock';
import { useAddModule, useArrange, type Modules } from './queries';
import { TitleDialog } from './TitleDialog';

/** Modules and their lessons, in the order in which they are learned. */
export function OutlinePage() {
  const { t } = useTranslation('console');
  const { outline, locked } = useBuilder();
  const { course } = outline;
  const addModule = useAddModule(course.slug);
  const arrange = useArrange(course.slug);
  const [adding, setAdding] = useState(false);
  // While something is in the hand, the order under it; otherwise the server's.
  const [lifted, setLifted] = useState<Modules | null>(null);
  const modules = lifted ?? outline.modules;

  const save = (next: Modules, title: string) => {
    if (sameOrder(next, outline.modules)) return;
    const before = outline.modules;
    arrange.mutate(next, {
      onSuccess: () =>
        toasts.show(t('outline.moved', { title }), {
          label: t('outline.undo'),
          run: () => arrange.mutate(before),
        }),
    });
  };
  const dnd = useOutlineDrag(modules, setLifted, save);

  return (
    <div className="max-w-[760px]">
      {arrange.isError && (
        <Notice tone="danger" className="mb-5">
          {t('outline.changed')}
        </Notice>
      )}
      {course.status === 'published' && (
        <Notice tone="tint" className="mb-5">
          {t('builder.live')}
        </Notice>
      )}
      {modules.length === 0 ? (
        <EmptyState
          title={t('outline.emptyTitle')}
          action={
            !locked && (
              <Button variant="primary" onClick={() => setAdding(true)}>
                <Plus size={17} strokeWidth={1.75} aria-hidden />
                {t('outline.newModule')}
              </Button>
            )
          }
        >
          {t('outline.emptyText')}
        </EmptyState>
      ) : (
        <>
          {!locked && <p className="mb-5 text-sm text-ink-3">{t('outline.lede')}</p>}
          <DndContext
            sensors={dnd.sensors}
            collisionDetection={closestCorners}
            accessibility={{ announcements: dnd.announcements }}
            onDragStart={() => setLifted(outline.modules)}
            onDragOver={dnd.over}
            onDragEnd={dnd.end}
            onDragCancel={() => setLifted(null)}
          >
            <SortableContext
              items={modules.map((module) => module.id)}
              strategy={verticalListSortingStrategy}
            >
              <ol className="grid gap-5">
                {modules.map((module) => (
                  <ModuleBlock key={module.id} module={module} modules={modules} onArrange={save} />
                ))}
              </ol>
            </SortableContext>
          </DndContext>
          {!locked && (
            <Button className="mt-5" onClick={() => setAdding(true)}>
              <Plus size={17} strokeWidth={1.75} aria-hidden />
              {t('outline.newModule')}
            </Button>
          )}
        </>
      )}
      <TitleDialog
        open={adding}
        onClose={() => setAdding(false)}
        title={t('outline.newModule')}
        label={t('outline.moduleTitle')}
        submit={t('outline.addModule')}
        busy={addModule.isPending && t('outline.adding')}
        problem={<FormProblem error={addModule.error} />}
        onSubmit={(title) => addModule.mutate(title, { onSuccess: () => setAdding(false) })}
      />
    </div>
  );
}

/** Modules change places among themselves; lessons also between modules. */
function useOutlineDrag(
  modules: Modules,
  setLifted: (modules: Modules | null) => void,
  save: (modules: Modules, title: string) => void,
) {
  const { t } = useTranslation('console');
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const titleOf = (id: string | number): string =>
    modules.find((module) => module.id === id)?.title ??
    modules.flatMap((module) => module.lessons).find((lesson) => lesson.id === id)?.title ??
    '';
  const arranged = (activeId: string, overId: string): Modules => {
    const from = placeOf(modules, activeId);
    if (!from)
      return modules.some((module) => module.id === overId)
        ? placeModule(modules, activeId, overId)
        : modules;
    const to = placeOf(modules, overId);
    const target = modules[to?.module ?? modules.findIndex((module) => module.id === overId)];
    if (!target) return modules;
    return putLesson(modules, activeId, target.id, to?.index ?? target.lessons.length);
  };
  const over = ({ active, over: below }: DragOverEvent) => {
    // A lesson that comes over another module moves into it while still in the hand.
    const from = placeOf(modules, String(active.id));
    if (!below || !from) return;
    const to = placeOf(modules, String(below.id));
    const index = to?.module ?? modules.findIndex((module) => module.id === below.id);
    if (index >= 0 && index !== from.module) setLifted(arranged(String(active.id), String(below.id)));
  };
  const end = ({ active, over: below }: DragEndEvent) => {
    setLifted(null);
    if (below) save(arranged(String(active.id), String(below.id)), titleOf(active.id));
  };
  const announcements: Announcements = {
    onDragStart: ({ active }) => t('outline.picked', { title: titleOf(active.id) }),
    onDragOver: ({ active, over: below }) => {
      if (!below) return undefined;
      const place = placeOf(modules, String(below.id));
      const count = place ? (modules[place.module]?.lessons.length ?? 0) : modules.length;
      const at = place ? place.index : modules.findIndex((module) => module.id === below.id);
      return t('outline.over', { title: titleOf(active.id), place: at + 1, count });
    },
    onDragEnd: ({ active }) => t('outline.dropped', { title: titleOf(active.id) }),
    onDragCancel: ({ active }) => t('outline.cancelled', { title: titleOf(active.id) }),
  };
  return { sensors, over, end, announcements };
}
