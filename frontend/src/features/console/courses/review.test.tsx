import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';

import { lessonOf, organizationPage, outlineOf } from './samples';

import type { Outline, Permission, StaffCourse } from '@/api';

const NONE = { results: [], next: null, previous: null };
let outline: Outline;

beforeEach(() => {
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/courses/course/consent/outline/', () => HttpResponse.json(outline)),
  );
});

function open(course: Partial<StaffCourse>, ...more: Permission[]) {
  outline = outlineOf(lessonOf('article', { body_md: 'Text' }), course);
  server.use(
    http.get('/api/organizations/', () =>
      HttpResponse.json(organizationPage({ course_review_required: true }, ...more)),
    ),
  );
  renderAt('/org/law/courses/consent/outline', { signedIn: true });
  return userEvent.setup();
}

const IN_REVIEW = {
  status: 'in_review',
  submitted_at: '2026-11-20T10:00:00Z',
  submitted_by: 'Amara Okafor',
} as const;

describe('where the organization asks for review', () => {
  it('an instructor sends a course for review, and cannot publish it', async () => {
    let sent = 0;
    server.use(
      http.post('/api/courses/course/consent/submit/', () => {
        sent += 1;
        outline = { ...outline, course: { ...outline.course, ...IN_REVIEW } };
        return HttpResponse.json(outline.course);
      }),
    );
    const user = open({});
    await user.click(await screen.findByRole('button', { name: 'Send for review' }));
    expect(screen.queryByRole('button', { name: 'Publish' })).not.toBeInTheDocument();
    const dialog = await screen.findByRole('dialog', { name: 'Send “Consent and capacity” for review?' });
    await user.click(within(dialog).getByRole('button', { name: 'Send for review' }));
    expect(await screen.findByText(/^Sent for review by Amara Okafor on 20 November 2026/)).toBeVisible();
    expect(screen.getByText('In review')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Send for review' })).not.toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'View page' })).not.toBeInTheDocument();
    expect(sent).toBe(1);
  });

  it('hears what is missing before it is sent', async () => {
    const user = open({});
    outline = {
      ...outline,
      obstacles: [{ path: 'description_md', code: 'description_missing', message: 'Describe it.' }],
    };
    await user.click(await screen.findByRole('button', { name: 'Send for review' }));
    const dialog = await screen.findByRole('dialog', { name: 'Not ready for review yet' });
    expect(within(dialog).getByText('Describe it.')).toBeVisible();
  });

  it('a reviewer returns it with a note, never without one', async () => {
    const notes: unknown[] = [];
    server.use(
      http.post('/api/courses/course/consent/return/', async ({ request }) => {
        const { note } = (await request.json()) as { note: string };
        notes.push(note);
        outline = { ...outline, course: { ...outline.course, status: 'draft', review_note: note } };
        return HttpResponse.json(outline.course);
      }),
    );
    const user = open(IN_REVIEW, 'review_courses');
    await user.click(await screen.findByRole('button', { name: 'Return with a note' }));
    const dialog = await screen.findByRole('dialog', { name: 'Return “Consent and capacity” with a note?' });
    await user.click(within(dialog).getByRole('button', { name: 'Return with a note' }));
    expect(await within(dialog).findByText('Write what its makers should change.')).toBeVisible();
    await user.type(within(dialog).getByLabelText('What is still to do'), 'Name the source.');
    await user.click(within(dialog).getByRole('button', { name: 'Return with a note' }));
    expect(await screen.findByText('Returned with a note')).toBeVisible();
    expect(screen.getByText('Name the source.')).toBeVisible();
    expect(notes).toEqual(['Name the source.']);
  });

  it('a reviewer publishes it, and is told when somebody was faster', async () => {
    server.use(http.post('/api/courses/course/consent/publish/', () => problem(409, 'illegal_transition')));
    const user = open(IN_REVIEW, 'review_courses');
    await user.click(await screen.findByRole('button', { name: 'Publish' }));
    const dialog = await screen.findByRole('dialog', { name: 'Publish “Consent and capacity”?' });
    await user.click(within(dialog).getByRole('button', { name: 'Publish' }));
    expect(await within(dialog).findByText('It failed: illegal_transition.')).toBeVisible();
  });
});

it('asks for captions before it publishes, and publishes without them', async () => {
  let published = 0;
  server.use(
    http.post('/api/courses/course/consent/publish/', () => {
      published += 1;
      outline = { ...outline, course: { ...outline.course, status: 'published' } };
      return HttpResponse.json(outline.course);
    }),
  );
  const user = open({}, 'review_courses');
  outline = {
    ...outline,
    warnings: [{ path: 'lessons', code: 'captions_missing', message: 'The film has no captions.' }],
  };
  await user.click(await screen.findByRole('button', { name: 'Publish' }));
  const dialog = await screen.findByRole('dialog', { name: 'Publish “Consent and capacity”?' });
  expect(within(dialog).getByText('The film has no captions.')).toBeVisible();
  await user.click(within(dialog).getByRole('button', { name: 'Publish' }));
  expect(await screen.findByRole('link', { name: 'View page' })).toBeVisible();
  expect(published).toBe(1);
});

it('narrows the list of courses to one state, which stands in the address', async () => {
  const asked: (string | null)[] = [];
  server.use(
    http.get('/api/organizations/', () =>
      HttpResponse.json(organizationPage({ course_review_required: true })),
    ),
    http.get('/api/courses/course/', ({ request }) => {
      asked.push(new URL(request.url).searchParams.get('status'));
      return HttpResponse.json(NONE);
    }),
  );
  const { place } = renderAt('/org/law/courses?status=draft', { signedIn: true });
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'In review' }));
  expect(await screen.findByText('No courses here')).toBeVisible();
  expect(screen.getByRole('button', { name: 'In review' })).toHaveAttribute('aria-pressed', 'true');
  expect(place()).toBe('/org/law/courses?status=in_review');
  await waitFor(() => expect(asked).toEqual(['draft', 'in_review']));
  await user.click(screen.getByRole('button', { name: 'Show all' }));
  expect(await screen.findByText('No courses yet')).toBeVisible();
});
