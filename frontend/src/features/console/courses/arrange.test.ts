import { describe, expect, it } from 'vitest';

import { moveLesson, moveModule, placeModule, putLesson, sameOrder } from './arrange';

import type { Modules } from './queries';

function outline(text: string): Modules {
  return text.split(' ').map((part) => {
    const [id = '', lessons = ''] = part.split(':');
    return {
      id,
      title: id,
      position: 0,
      lessons: Array.from(lessons).map((lesson) => ({
        id: lesson,
        module_id: id,
        kind: 'article',
        title: lesson,
        position: 0,
        is_preview: false,
        estimated_seconds: 60,
        body_md: 'x',
        quiz: null,
      })),
    };
  }) as unknown as Modules;
}

function written(modules: Modules): string {
  return modules.map(({ id, lessons }) => `${id}:${lessons.map((lesson) => lesson.id).join('')}`).join(' ');
}

describe('the order of an outline', () => {
  const start = outline('m:abc n:de o:');

  it('moves a lesson inside its module', () => {
    expect(written(moveLesson(start, 'b', 'up'))).toBe('m:bac n:de o:');
    expect(written(moveLesson(start, 'b', 'down'))).toBe('m:acb n:de o:');
  });

  it('moves a lesson on into the neighbouring module', () => {
    expect(written(moveLesson(start, 'c', 'down'))).toBe('m:ab n:cde o:');
    expect(written(moveLesson(start, 'd', 'up'))).toBe('m:abcd n:e o:');
    expect(written(moveLesson(start, 'e', 'down'))).toBe('m:abc n:d o:e');
  });

  it('stays as it is at its ends', () => {
    expect(sameOrder(moveLesson(start, 'a', 'up'), start)).toBe(true);
    expect(sameOrder(moveModule(start, 'm', 'up'), start)).toBe(true);
    expect(sameOrder(moveModule(start, 'o', 'down'), start)).toBe(true);
  });

  it('moves whole modules with their lessons', () => {
    expect(written(moveModule(start, 'n', 'up'))).toBe('n:de m:abc o:');
    expect(written(placeModule(start, 'm', 'o'))).toBe('n:de o: m:abc');
  });

  it('never loses a lesson', () => {
    const moved = putLesson(start, 'a', 'o', 0);
    expect(written(moved)).toBe('m:bc n:de o:a');
    expect(moved.find((module) => module.id === 'o')?.lessons[0]?.module_id).toBe('o');
    expect(written(putLesson(start, 'unknown', 'o', 0))).toBe(written(start));
  });
});
