import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { toasts } from '@/components';
import { CARD } from '@/testing/consoleEvents';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';

import { lessonOf, organizationPage, outlineOf } from '../samples';

import type { Permission } from '@/api';

const RECORDING = '/api/cpd/recordings/consent/';
const EVENTS = [
  { ...CARD, id: 'e2', title: 'Falls on the ward', status: 'completed' },
  { ...CARD, status: 'published' },
  { ...CARD, id: 'e3', title: 'A draft', status: 'draft' },
];

beforeEach(() => {
  for (const { id } of toasts.current()) toasts.dismiss(id);
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/courses/course/consent/outline/', () =>
      HttpResponse.json(outlineOf(lessonOf('article', { body_md: 'Text' }))),
    ),
    http.get('/api/courses/category/', () => HttpResponse.json({ results: [] })),
    http.get('/api/accreditation/accreditors/', () => HttpResponse.json({ results: [] })),
    http.get('/api/events/', () => HttpResponse.json({ results: EVENTS, next: null, previous: null })),
    http.get('/api/courses/instructor/', () =>
      HttpResponse.json({ results: [], next: null, previous: null }),
    ),
    http.get(RECORDING, () => HttpResponse.json({ event: null })),
  );
});

function open(...more: Permission[]) {
  server.use(
    http.get('/api/organizations/', () => HttpResponse.json(organizationPage({}, 'edit_courses', ...more))),
  );
  renderAt('/org/law/courses/consent/details', { signedIn: true });
  return userEvent.setup();
}

describe('the event that a course is made of', () => {
  it('is chosen among those that take place or took place, and saved by itself', async () => {
    const sent: unknown[] = [];
    server.use(
      http.put(RECORDING, async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json({ event: 'e2' });
      }),
    );
    const user = open('manage_events');
    const chooser = await screen.findByLabelText('Recording of');
    expect(screen.getByRole('button', { name: 'Save recording' })).toBeDisabled();
    expect(screen.queryByRole('option', { name: /A draft/ })).not.toBeInTheDocument();
    await user.selectOptions(chooser, 'Falls on the ward, Thu 10 Dec');
    await user.click(screen.getByRole('button', { name: 'Save recording' }));
    expect(await screen.findByText(/^Saved. Whoever has credit/)).toBeVisible();
    expect(sent).toEqual([{ event: 'e2' }]);
    await waitFor(() => expect(screen.getByRole('button', { name: 'Save recording' })).toBeDisabled());
  });

  it('stays as it is once somebody has credit for the course', async () => {
    server.use(http.put(RECORDING, () => problem(409, 'recording_too_late')));
    const user = open('manage_events');
    await user.selectOptions(await screen.findByLabelText('Recording of'), 'e1');
    await user.click(screen.getByRole('button', { name: 'Save recording' }));
    expect(await screen.findByText('It failed: recording_too_late.')).toBeVisible();
    expect(screen.getByLabelText('Recording of')).toHaveValue('e1');
  });

  it('could not be loaded, and is asked for again', async () => {
    server.use(http.get(RECORDING, () => problem(503, 'unavailable'), { once: true }));
    const user = open('manage_events');
    expect(await screen.findByText(/events could not be loaded/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByLabelText('Recording of')).toHaveValue('');
  });

  it('is not asked of those who see no events', async () => {
    open();
    expect(await screen.findByLabelText('Title')).toBeVisible();
    expect(screen.queryByText('Recording of an event')).not.toBeInTheDocument();
  });
});
