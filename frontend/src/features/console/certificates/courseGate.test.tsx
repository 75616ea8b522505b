import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, it } from 'vitest';

import { accepts } from '@/testing/consoleEvents';
import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';

import { lessonOf, organizationPage, outlineOf } from '../courses/samples';

import type { Gate } from '@/api';

const ADDRESS = '/api/certificates/gates/c1/';
const NONE = { lessons: null, lesson: null, min_percent: null };
const GATE: Gate = {
  course: 'c1',
  version: 2,
  is_default: false,
  clauses: [
    { ...NONE, kind: 'lessons' },
    { ...NONE, kind: 'identity' },
  ],
  sentences: ['Complete all lessons', 'Confirm your legal name'],
};

beforeEach(() => {
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/organizations/', () =>
      HttpResponse.json(organizationPage({}, 'design_certificates', 'view_certificates')),
    ),
    http.get('/api/courses/course/consent/outline/', () => HttpResponse.json(outlineOf(lessonOf('article')))),
    http.get(ADDRESS, () => HttpResponse.json(GATE)),
  );
});

it('can ask for the survey too, once, and keeps what it asked before', async () => {
  const sent = accepts('put', ADDRESS, { ...GATE, version: 3 });
  renderAt('/org/law/courses/consent/certificate', { signedIn: true });
  const user = userEvent.setup();
  expect(await screen.findByText('Confirmed their legal name')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Add a rule' }));
  expect(screen.queryByRole('menuitem', { name: 'Legal name confirmed' })).not.toBeInTheDocument();
  await user.click(await screen.findByRole('menuitem', { name: 'Survey answered' }));
  await user.click(screen.getByRole('button', { name: 'Publish rules' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Publish rules' }));
  await waitFor(() =>
    expect(sent[0]?.body).toEqual({
      clauses: [{ kind: 'lessons', lessons: null }, { kind: 'identity' }, { kind: 'survey' }],
    }),
  );
});
