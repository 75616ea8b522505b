import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';

import { lessonOf, organizationPage, outlineOf } from '../courses/samples';

import type { Learner } from '@/api';

const TOMAS: Learner = {
  id: 'e1',
  person: { id: 'u1', display_name: 'Tomas Berg', email: 'tomas@example.org', avatar_url: null },
  enrolled_at: '2026-11-01T10:00:00Z',
  status: 'active',
  progress_percent: 14,
  lessons_done: 3,
  lessons_total: 21,
  completed_at: null,
  last_active_at: '2026-11-20T10:00:00Z',
};
const BELA: Learner = {
  ...TOMAS,
  id: 'e2',
  person: { id: 'u2', display_name: 'Béla Kun', email: 'bela@example.org', avatar_url: null },
  status: 'completed',
  progress_percent: 100,
  lessons_done: 21,
  completed_at: '2026-11-18T10:00:00Z',
};
const LIST = '/api/courses/course/consent/learners/';
let asked: string[];

beforeEach(() => {
  asked = [];
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/organizations/', () => HttpResponse.json(organizationPage({}, 'view_learners'))),
    http.get('/api/courses/course/consent/outline/', () =>
      HttpResponse.json(outlineOf(lessonOf('article', {}), {})),
    ),
    http.get(LIST, ({ request }) => {
      const { searchParams: query } = new URL(request.url);
      asked.push(query.toString());
      const rows = [TOMAS, BELA].filter(
        ({ status, person }) =>
          (!query.get('status') || status === query.get('status')) &&
          person.display_name.toLowerCase().includes(query.get('search') ?? ''),
      );
      return HttpResponse.json({ results: rows, next: null, previous: null });
    }),
  );
});

function open(query = '') {
  const { place } = renderAt(`/org/law/courses/consent/learners${query}`, { signedIn: true });
  return { user: userEvent.setup(), place };
}

/** In the table; on a phone the same stands in a list. */
const rowOf = async (name: string) => within(await screen.findByRole('row', { name: new RegExp(name) }));

describe('the learners of a course', () => {
  it('stand in the course’s tabs with how far they are', async () => {
    open();
    expect(await screen.findByRole('link', { name: 'Learners' })).toHaveAttribute('aria-current', 'page');
    const tomas = await rowOf('Tomas Berg');
    expect(tomas.getByText('tomas@example.org')).toBeInTheDocument();
    expect(tomas.getByText('14%')).toBeInTheDocument();
    expect(tomas.getByText('3 of 21 lessons')).toBeInTheDocument();
    expect(tomas.getByRole('progressbar', { name: 'Progress of Tomas Berg' })).toBeInTheDocument();
    const bela = await rowOf('Béla Kun');
    expect(bela.getByText(/^Finished 18 Nov/)).toBeInTheDocument();
  });

  it('are filtered, searched and ordered, and the address says how', async () => {
    const { user, place } = open();
    await rowOf('Tomas Berg');
    await user.click(screen.getByRole('button', { name: 'Finished' }));
    await waitFor(() => expect(screen.queryByRole('row', { name: /Tomas Berg/ })).not.toBeInTheDocument());
    expect(screen.getByRole('button', { name: 'Finished' })).toHaveAttribute('aria-pressed', 'true');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Order' }), 'By name');
    await user.type(screen.getByRole('searchbox', { name: 'Name or email' }), 'béla');
    await waitFor(() => expect(place()).toContain('search=b%C3%A9la'));
    expect(place()).toContain('status=completed');
    await waitFor(() => expect(asked.at(-1)).toContain('ordering=name'));
  });

  it('that are not found can all be shown again', async () => {
    const { user } = open('?search=nobody');
    expect(await screen.findByText('Nobody like that here')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Show everybody' }));
    expect(await rowOf('Tomas Berg')).toBeTruthy();
  });

  it('are none yet', async () => {
    server.use(http.get(LIST, () => HttpResponse.json({ results: [], next: null, previous: null })));
    open();
    expect(await screen.findByText('No learners yet')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Export CSV' })).not.toBeInTheDocument();
  });

  it('could not be loaded, and are asked for again', async () => {
    server.use(http.get(LIST, () => problem(503, 'unavailable'), { once: true }));
    const { user } = open();
    expect(await screen.findByText('Could not load the learners')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rowOf('Tomas Berg')).toBeTruthy();
  });

  it('are not for a member who may not see them', async () => {
    server.use(http.get('/api/organizations/', () => HttpResponse.json(organizationPage({}))));
    open();
    expect(await screen.findByText('Your role does not open this page')).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Learners' })).not.toBeInTheDocument();
    expect(asked).toEqual([]);
  });
});

describe('the file', () => {
  it('holds what is looked at and is named after the course', async () => {
    const files: string[] = [];
    const names: string[] = [];
    URL.createObjectURL = vi.fn(() => 'blob:1');
    URL.revokeObjectURL = vi.fn();
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      names.push(this.download);
    });
    server.use(
      http.get('/api/courses/course/consent/learners.csv', ({ request }) => {
        files.push(new URL(request.url).search + (request.headers.get('Accredit-Organization') ?? ''));
        return new HttpResponse('Name\r\n', { headers: { 'Content-Type': 'text/csv' } });
      }),
    );
    const { user } = open('?status=completed');
    await user.click(await screen.findByRole('button', { name: 'Export CSV' }));
    await waitFor(() => expect(names).toEqual(['learners-consent.csv']));
    expect(files).toEqual(['?status=completedlaw']);
    click.mockRestore();
  });

  it('that could not be made says so', async () => {
    server.use(http.get('/api/courses/course/consent/learners.csv', () => problem(503, 'unavailable')));
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Export CSV' }));
    expect(await screen.findByRole('alert')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Export CSV' })).toBeEnabled();
  });
});
