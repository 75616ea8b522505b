import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';

import type { AuditEntry, Organization, Permission } from '@/api';

const OWNER = { id: '0193a1f0-6b7c-7d3e-9f10-2a4b6c8d0e1f', display_name: 'Amara Okafor', withheld: false };
const TOMAS = { id: '0193a1f0-6b7c-7d3e-9f10-2a4b6c8d0e2f', display_name: 'Tomas Lind', withheld: false };
const GONE = { id: '0193a1f0-6b7c-7d3e-9f10-2a4b6c8d0e3f', display_name: null, withheld: true };
const COURSE_ID = '0193a1f0-6b7c-7d3e-9f10-2a4b6c8d0e4f';

function entry(name: string, change: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: crypto.randomUUID(),
    name,
    occurred_at: '2026-11-20T10:02:00Z',
    actor: OWNER,
    subject: null,
    request_id: 'request-1',
    payload: {},
    ...change,
  };
}

const ROLES = entry('organizations.member_roles_changed', {
  subject: TOMAS,
  payload: { user_id: TOMAS.id, roles: 'organizer,door' },
});

function organization(permissions: Permission[]): Organization {
  return {
    id: 'o1',
    slug: 'law',
    name: 'Law & Mediation Society',
    brand_color: '#3a5a44',
    logo_url: null,
    country: 'GB',
    currency: 'GBP',
    time_zone: 'Europe/London',
    course_review_required: false,
    roles: ['finance'],
    permissions,
  };
}

function trail(...results: AuditEntry[]) {
  const asked: URLSearchParams[] = [];
  server.use(
    http.get('/api/organizations/law/audit/', ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return HttpResponse.json({ results, next: null, previous: null });
    }),
  );
  return asked;
}

function open(path = '/org/law/audit', permissions: Permission[] = ['view_audit', 'edit_courses']) {
  server.use(
    http.get('/api/organizations/', () =>
      HttpResponse.json({ results: [organization(permissions)], next: null, previous: null }),
    ),
  );
  return renderAt(path, { signedIn: true });
}

beforeEach(() => {
  server.use(http.get('/api/user/me/', () => HttpResponse.json(ME)));
});

describe('the audit trail', () => {
  it('says in sentences what was done, by whom and to whom', async () => {
    trail(
      ROLES,
      entry('organizations.member_removed', { actor: TOMAS, subject: TOMAS }),
      entry('learning.lesson_completed', { actor: null, subject: GONE }),
      entry('certificates.certificate_revoked', { actor: null, subject: TOMAS }),
    );
    open();
    expect(
      await screen.findByText('Amara Okafor changed the roles of Tomas Lind to Organiser, Door'),
    ).toBeVisible();
    expect(screen.getByText('Tomas Lind left the team')).toBeVisible();
    expect(screen.getByText('Somebody who has left completed a lesson')).toBeVisible();
    expect(screen.getByText('Accredit revoked the certificate of Tomas Lind')).toBeVisible();
    expect(screen.getByRole('heading', { name: '20 November 2026' })).toBeVisible();
  });

  it('falls back to the name of a kind that it has no words for', async () => {
    trail(entry('rooms.room_opened'));
    open();
    expect(await screen.findByText('Amara Okafor: rooms.room_opened')).toBeVisible();
  });

  it('unfolds what a support case needs, by key', async () => {
    trail(entry('learning.course_published', { payload: { course_id: COURSE_ID } }));
    const user = userEvent.setup();
    open();
    const line = await screen.findByText('Amara Okafor published a course');
    expect(screen.getByText('request-1')).not.toBeVisible();
    await user.click(line);
    expect(screen.getByText('request-1')).toBeVisible();
    expect(screen.getByText(COURSE_ID)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open the course' })).toHaveAttribute(
      'href',
      `/org/law/courses/${COURSE_ID}/outline`,
    );
  });

  it('keeps its filters in the address and asks the server with them', async () => {
    const asked = trail(ROLES);
    const user = userEvent.setup();
    const { place } = open('/org/law/audit?from=2026-11-01&to=nonsense');
    const line = await screen.findByText(/changed the roles/);
    expect(Object.fromEntries(asked[0] ?? [])).toEqual({ from: '2026-11-01', page_size: '50' });
    await user.selectOptions(screen.getByLabelText('What'), 'Roles changed');
    await waitFor(() => expect(place()).toContain('kind=organizations.member_roles_changed'));
    await user.click(line);
    await user.click(await screen.findByRole('button', { name: 'Only what Amara Okafor did' }));
    await waitFor(() => expect(asked.at(-1)?.get('actor')).toBe(OWNER.id));
    expect(screen.getByLabelText('Who')).toHaveDisplayValue('Amara Okafor');
    await user.click(screen.getByRole('button', { name: 'Drop the filters' }));
    await waitFor(() => expect(place()).toBe('/org/law/audit'));
  });

  it('offers the team to choose from where the caller may see it', async () => {
    trail(entry('organizations.organization_changed'));
    server.use(
      http.get('/api/organizations/law/members/', () =>
        HttpResponse.json({
          results: [{ id: 'm1', user_id: TOMAS.id, display_name: 'Tomas Lind', email: '', roles: [] }],
          next: null,
          previous: null,
        }),
      ),
    );
    open('/org/law/audit', ['view_audit', 'manage_team']);
    const people = await screen.findByLabelText('Who');
    expect(await within(people).findByRole('option', { name: 'Tomas Lind' })).toBeInTheDocument();
    expect(within(people).getByRole('option', { name: 'Amara Okafor' })).toBeInTheDocument();
  });

  it('offers to drop the filters when they leave nothing', async () => {
    trail();
    open('/org/law/audit?kind=media');
    expect(await screen.findByText('Nothing matches these filters')).toBeVisible();
    expect(screen.getAllByRole('button', { name: 'Drop the filters' })).toHaveLength(2);
  });

  it('says that it could not be loaded and tries again', async () => {
    let calls = 0;
    server.use(
      http.get('/api/organizations/law/audit/', () => {
        calls += 1;
        return calls === 1
          ? problem(503, 'unavailable')
          : HttpResponse.json({ results: [ROLES], next: null, previous: null });
      }),
    );
    const user = userEvent.setup();
    open();
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/changed the roles/)).toBeVisible();
  });

  it('is not opened by a role that does not answer for the organisation', async () => {
    open('/org/law/audit', ['edit_courses']);
    expect(await screen.findByRole('heading', { name: 'Your role does not open this page' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Audit trail' })).not.toBeInTheDocument();
  });
});
