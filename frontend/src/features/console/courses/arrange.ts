import type { Modules } from './queries';

export type Direction = 'up' | 'down';

/** The outline with a module one place up or down; the same outline at its ends. */
export function moveModule(modules: Modules, id: string, direction: Direction): Modules {
  const index = modules.findIndex((module) => module.id === id);
  return index < 0 ? modules : moved(modules, index, index + (direction === 'up' ? -1 : 1));
}

export function placeModule(modules: Modules, id: string, before: string): Modules {
  const from = modules.findIndex((module) => module.id === id);
  const to = modules.findIndex((module) => module.id === before);
  return from < 0 || to < 0 ? modules : moved(modules, from, to);
}

/** A lesson one place up or down; at the end of its module it goes on into the next one. */
export function moveLesson(modules: Modules, id: string, direction: Direction): Modules {
  const at = placeOf(modules, id);
  if (!at) return modules;
  const module = modules[at.module];
  if (!module) return modules;
  const target = at.index + (direction === 'up' ? -1 : 1);
  if (target >= 0 && target < module.lessons.length) return putLesson(modules, id, module.id, target);
  const next = modules[at.module + (direction === 'up' ? -1 : 1)];
  if (!next) return modules;
  return putLesson(modules, id, next.id, direction === 'up' ? next.lessons.length : 0);
}

/** A lesson at a place of a module, its own or another one. */
export function putLesson(modules: Modules, id: string, moduleId: string, index: number): Modules {
  const lesson = modules.flatMap((module) => module.lessons).find((one) => one.id === id);
  if (!lesson) return modules;
  return modules.map((module) => {
    const others = module.lessons.filter((one) => one.id !== id);
    if (module.id === moduleId) {
      return {
        ...module,
        lessons: [...others.slice(0, index), { ...lesson, module_id: moduleId }, ...others.slice(index)],
      };
    }
    return others.length === module.lessons.length ? module : { ...module, lessons: others };
  });
}

export function placeOf(modules: Modules, id: string): { module: number; index: number } | null {
  for (const [module, { lessons }] of modules.entries()) {
    const index = lessons.findIndex((lesson) => lesson.id === id);
    if (index >= 0) return { module, index };
  }
  return null;
}

/** Whether two outlines are in the same order. */
export function sameOrder(one: Modules, other: Modules): boolean {
  const ids = (modules: Modules) =>
    modules.map((module) => [module.id, ...module.lessons.map((lesson) => lesson.id)].join()).join(';');
  return ids(one) === ids(other);
}

function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const copy = [...items];
  if (to < 0 || to >= copy.length) return copy;
  copy.splice(to, 0, ...copy.splice(from, 1));
  return copy;
}
