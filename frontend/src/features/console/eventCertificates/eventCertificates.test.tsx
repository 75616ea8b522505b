import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { organizationPage } from '@/features/console/courses/samples';
import { pass, watchClock } from '@/testing/clock';
import { accepts, eventIs } from '@/testing/consoleEvents';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { server } from '@/testing/server';

import { GATE } from '../eventGate/samples';

import { CERTIFICATE, DECISION, ENDED, RUN } from './samples';

import type { EventIssuing, StaffEvent } from '@/api';

const ISSUE = '/api/certificates/events/e1/issue/';
const LIST = '/api/certificates/organization/';
const DECISIONS = '/api/certificates/decisions/';

let asked: URLSearchParams[] = [];
let polled = 0;

function page(...results: object[]) {
  return HttpResponse.json({ results, next: null, previous: null });
}

/** Each time it is asked it answers with the next, and then goes on with the last. */
function issuingIs(...answers: EventIssuing[]) {
  polled = 0;
  server.use(
    http.get(ISSUE, () => {
      const answer = answers[Math.min(polled, answers.length - 1)];
      polled += 1;
      return HttpResponse.json(answer);
    }),
  );
}

function listIs(...rows: object[]) {
  server.use(
    http.get(LIST, ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return page(...rows);
    }),
  );
}

function open(event: Partial<StaffEvent> = { status: 'completed' }, search = '') {
  eventIs(event);
  server.use(
    http.get('/api/organizations/', () =>
      HttpResponse.json(organizationPage({}, 'manage_events', 'issue_certificates', 'view_certificates')),
    ),
  );
  renderAt(`/org/law/events/frailty/certificates${search}`, { signedIn: true });
  return userEvent.setup();
}

beforeEach(() => {
  asked = [];
  issuingIs({ due: 0, run: null });
  listIs();
  server.use(
    http.get('/api/certificates/events/e1/gate/', () => HttpResponse.json(GATE)),
    http.get(DECISIONS, () => page()),
  );
});

describe('issuing for an event', () => {
  it('says before the event when certificates will come, and asks nothing', async () => {
    open({ status: 'published' });
    expect(await screen.findByText(/once the event is over and completed/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'See the rules' })).toHaveAttribute(
      'href',
      '/org/law/events/frailty/gate',
    );
    expect(polled).toBe(0);
    expect(screen.queryByRole('heading', { name: 'To decide' })).not.toBeInTheDocument();
  });

  it('says so where somebody has to do it', async () => {
    server.use(
      http.get('/api/certificates/events/e1/gate/', () =>
        HttpResponse.json({ ...GATE, issue_after_minutes: null }),
      ),
    );
    open();
    expect(await screen.findByText(/one of you does it here/)).toBeVisible();
  });

  it('asks once more, starts once, shows how far it is, and reads the list again at its end', async () => {
    issuingIs({ due: 4, run: null }, { due: 2, run: RUN }, { due: 0, run: ENDED });
    const keys: (string | null)[] = [];
    server.use(
      http.post(ISSUE, ({ request }) => {
        keys.push(request.headers.get('Idempotency-Key'));
        return HttpResponse.json(RUN, { status: 202 });
      }),
    );
    watchClock();
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Issue 4 certificates' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Issue 4 certificates?' }));
    expect(keys).toHaveLength(0);
    const before = asked.length;
    await user.click(dialog.getByRole('button', { name: 'Issue 4 certificates' }));
    const bar = await screen.findByRole('progressbar', { name: 'Certificates issued' });
    expect(bar).toHaveAttribute('aria-valuenow', '25');
    expect(screen.getByText('1 of 4 issued')).toBeVisible();
    expect(screen.getByText('Issuing: 25% done.')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /^Issue/ })).not.toBeInTheDocument();
    await pass(2_000);
    expect(await screen.findByText(/4 certificates came into force/)).toBeVisible();
    expect(keys).toEqual([expect.any(String)]);
    await waitFor(() => expect(asked.length).toBeGreaterThan(before));
  });

  it('goes on showing a run after the page was loaded anew', async () => {
    issuingIs({ due: 2, run: RUN });
    open();
    expect(await screen.findByRole('progressbar', { name: 'Certificates issued' })).toBeVisible();
    expect(screen.getByText(/it goes on by itself/)).toBeVisible();
  });

  it('leads to those that are held up', async () => {
    issuingIs({ due: 0, run: { ...ENDED, done: 3, failed: 1 } });
    const user = open();
    await user.click(await screen.findByRole('link', { name: 'See which' }));
    await waitFor(() => expect(asked.at(-1)?.get('status')).toBe('pending'));
    expect(screen.getByRole('button', { name: 'Held up' })).toHaveAttribute('aria-pressed', 'true');
  });

  it('says what was refused, and offers it again', async () => {
    issuingIs({ due: 1, run: null });
    server.use(http.post(ISSUE, () => problem(409, 'event_not_over')));
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Issue one certificate' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Issue one certificate' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('It failed: event_not_over.');
    expect(screen.getByRole('button', { name: 'Issue one certificate' })).toBeEnabled();
  });

  it('fails alone, and can be tried again', async () => {
    server.use(http.get(ISSUE, () => problem(500, 'server_error'), { once: true }));
    listIs(CERTIFICATE);
    const user = open();
    expect(await screen.findByRole('heading', { name: 'Could not load who is due' })).toBeVisible();
    expect(await screen.findAllByText('Hannah Price')).not.toHaveLength(0);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('certificates are due')).toBeVisible();
  });
});

describe('a certificate in doubt', () => {
  it('is decided on with a verdict and a reason, and only then', async () => {
    server.use(http.get(DECISIONS, () => page(DECISION)));
    const sent = accepts('post', `${DECISIONS}d1/decide/`, { ...DECISION, verdict: 'revoked' });
    const user = open();
    await user.click(
      await screen.findByRole('button', { name: 'Decide on the certificate of Hannah Price' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/at least 80% of the event is asked for/)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Decide' }));
    expect(dialog.getByRole('alert')).toHaveTextContent('Choose what becomes of it.');
    expect(dialog.getByText('Write a reason of at least three letters.')).toBeVisible();
    expect(sent).toHaveLength(0);
    await user.click(dialog.getByRole('radio', { name: /Revoke the certificate/ }));
    expect(dialog.getByText('Everybody who checks the certificate reads it.')).toBeVisible();
    await user.type(dialog.getByRole('textbox', { name: 'Reason' }), 'Left after an hour.');
    await user.click(dialog.getByRole('button', { name: 'Revoke the certificate' }));
    await waitFor(() => expect(sent[0]?.body).toEqual({ verdict: 'revoked', reason: 'Left after an hour.' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('keeps the words when somebody else was first', async () => {
    server.use(
      http.get(DECISIONS, () => page(DECISION)),
      http.post(`${DECISIONS}d1/decide/`, () => problem(409, 'illegal_transition')),
    );
    const user = open();
    await user.click(await screen.findByRole('button', { name: /^Decide on/ }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('radio', { name: /Keep the certificate/ }));
    await user.type(dialog.getByRole('textbox', { name: 'Reason' }), 'She was there.');
    await user.click(dialog.getByRole('button', { name: 'Keep the certificate' }));
    expect(await dialog.findByText('It failed: illegal_transition.')).toBeVisible();
    expect(dialog.getByRole('textbox', { name: 'Reason' })).toHaveValue('She was there.');
  });

  it('stays to be read with who decided and why', async () => {
    const seen: (string | null)[] = [];
    server.use(
      http.get(DECISIONS, ({ request }) => {
        seen.push(new URL(request.url).searchParams.get('verdict'));
        return page({
          ...DECISION,
          verdict: 'kept',
          decided_at: '2026-12-11T10:00:00Z',
          decided_by: 'Jonah Hale',
          reason: 'The projector failed.',
        });
      }),
    );
    const user = open();
    const decisions = within(await screen.findByRole('group', { name: 'To decide' }));
    await user.click(decisions.getByRole('button', { name: 'All' }));
    expect(await screen.findByText('Reason: The projector failed.')).toBeVisible();
    expect(screen.getByText(/by Jonah Hale/)).toBeVisible();
    expect(seen).toEqual(['open', null]);
  });
});

describe('the certificates of an event', () => {
  it('are those of this event only', async () => {
    listIs(CERTIFICATE);
    open();
    expect((await screen.findAllByRole('link', { name: 'Hannah Price' }))[0]).toHaveAttribute(
      'href',
      `/c/${CERTIFICATE.code}`,
    );
    expect(asked[0]?.get('event')).toBe('e1');
    expect(screen.queryByRole('columnheader', { name: 'Course or event' })).not.toBeInTheDocument();
  });

  it('are issued again where one was revoked by mistake', async () => {
    listIs({ ...CERTIFICATE, status: 'revoked' });
    const sent = accepts('post', '/api/certificates/c1/reissue/', CERTIFICATE);
    const user = open();
    const [menu] = await screen.findAllByRole('button', { name: 'LMS-2026-000041: more' });
    if (!menu) throw new Error('Each row has a menu.');
    await user.click(menu);
    expect(screen.queryByRole('menuitem', { name: 'Revoke' })).not.toBeInTheDocument();
    await user.click(await screen.findByRole('menuitem', { name: 'Issue again' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Issue again' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('say what the server will not issue again', async () => {
    listIs({ ...CERTIFICATE, status: 'revoked' });
    server.use(http.post('/api/certificates/c1/reissue/', () => problem(409, 'nothing_due')));
    const user = open();
    const [menu] = await screen.findAllByRole('button', { name: 'LMS-2026-000041: more' });
    if (!menu) throw new Error('Each row has a menu.');
    menu.focus();
    await user.keyboard('{Enter}');
    await user.click(await screen.findByRole('menuitem', { name: 'Issue again' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Issue again' }));
    expect(await dialog.findByText('It failed: nothing_due.')).toBeVisible();
  });

  it('are readable for everybody', async () => {
    issuingIs({ due: 2, run: RUN });
    listIs(CERTIFICATE);
    server.use(http.get(DECISIONS, () => page(DECISION)));
    open();
    await screen.findByRole('progressbar');
    await screen.findByRole('button', { name: /^Decide on/ });
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
});
