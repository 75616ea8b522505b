import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';

import { EVENT, accepts, eventIs } from '@/testing/consoleEvents';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { server } from '@/testing/server';

import { organizationPage } from '../courses/samples';
import { RUN } from '../eventCertificates/samples';

import { COMING, FIGURES, OVER } from './samples';

import type { EventAct, EventOverview } from '@/api';

const URL = '/api/events/e1/overview/';
const RESULTS = '/api/feedback/surveys/sv1/results/';
const is = (overview: EventOverview) => server.use(http.get(URL, () => HttpResponse.json(overview)));

function open(opened = 'frailty') {
  const { place } = renderAt(`/org/law/events/${opened}`, { signedIn: true });
  return { user: userEvent.setup(), place };
}

function figure(name: string) {
  return screen.getByText(name, { selector: 'dt' }).parentElement;
}

describe('the overview of an event', () => {
  it('is where an event opens, and says before the day who comes and what is sold', async () => {
    eventIs({ status: 'published', approval_required: true });
    is(COMING);
    const { place } = open();
    await screen.findByText('Registered', { selector: 'dt' });
    expect(place()).toBe('/org/law/events/frailty/overview');
    expect(figure('Registered')).toHaveTextContent('20of 40 places');
    expect(figure('Not confirmed yet')).toHaveTextContent('32 to approve, 1 to pay');
    expect(figure('On the waiting list')).toHaveTextContent('41 has an offer');
    expect(figure('Revenue, net')).toHaveTextContent('£1,615£85.00 given back');
    expect(screen.getByRole('heading', { name: 'Until the day' })).toBeVisible();
    expect(screen.getByText('2 people wait for your approval')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Look at requests' })).toHaveAttribute(
      'href',
      '/org/law/events/frailty/registrations?status=pending_approval',
    );
    expect(screen.getByText('Net').parentElement).toHaveTextContent('£1,615.00');
    expect(screen.queryByRole('heading', { name: /short$/ })).not.toBeInTheDocument();
  });

  it('says afterwards what became of them, what the others lack, and leads to writing to those', async () => {
    eventIs({ status: 'completed' });
    is(OVER);
    server.use(http.get(RESULTS, () => problem(503, 'unavailable')));
    open();
    expect(await screen.findByRole('heading', { name: 'Why 8 people are short' })).toBeVisible();
    expect(figure('Took part')).toHaveTextContent('187 in the room, 11 online');
    expect(figure('Met every rule')).toHaveTextContent('128 still short');
    expect(figure('Certificates issued')).toHaveTextContent('012 are ready');
    expect(
      screen.getByRole('link', { name: 'Write to them: Attend at least 80% of the event' }),
    ).toHaveAttribute('href', '/org/law/events/frailty/messages?short=attendance');
    expect(screen.getByText('2 joins still without a name')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Match now' })).toHaveAttribute(
      'href',
      '/org/law/events/frailty/attendance',
    );
    expect(screen.getByText(/9 of 18 answered/)).toBeVisible();
  });

  it('counts on the tabs, and marks the one where one is, also when opened by id', async () => {
    eventIs({ status: 'published' });
    is(OVER);
    server.use(
      http.get('/api/events/e1/edit/', () => HttpResponse.json({ ...EVENT, status: 'published' })),
      http.get('/api/events/e1/figures/', () =>
        HttpResponse.json({ ...FIGURES, places: OVER.places, has_begun: true, answered: 9 }),
      ),
      http.get(RESULTS, () => problem(503, 'unavailable')),
    );
    open('e1');
    const tabs = await screen.findByRole('navigation', { name: 'Event' });
    expect(await within(tabs).findByRole('link', { name: 'Registrations 20' })).toBeVisible();
    expect(within(tabs).getByRole('link', { name: 'Survey 9' })).toBeVisible();
    expect(within(tabs).getByRole('link', { name: 'Waiting list' })).toBeVisible();
    await waitFor(() =>
      expect(within(tabs).getByRole('link', { name: 'Overview' })).toHaveAttribute('aria-current', 'page'),
    );
  });

  it('issues what is ready in place, after asking, for those who may', async () => {
    eventIs({ status: 'completed' });
    is({ ...OVER, presence: { ...OVER.presence, unmatched: 0 } });
    server.use(
      http.get('/api/organizations/', () =>
        HttpResponse.json(organizationPage({}, 'manage_events', 'issue_certificates')),
      ),
      http.get(RESULTS, () => problem(503, 'unavailable')),
    );
    const sent = accepts('post', '/api/certificates/events/e1/issue/', RUN);
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Issue 12 certificates' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Issue 12 certificates?' }));
    expect(sent).toHaveLength(0);
    is({ ...OVER, certificates: { ...OVER.certificates, due: 0, pending: 12 } });
    await user.click(dialog.getByRole('button', { name: 'Issue 12 certificates' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    await waitFor(() => expect(figure('Certificates issued')).toHaveTextContent('12 in the making'));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('leads to the certificates where somebody may not issue them', async () => {
    eventIs({ status: 'completed' });
    is({ ...OVER, presence: { ...OVER.presence, unmatched: 0 } });
    server.use(http.get(RESULTS, () => problem(503, 'unavailable')));
    open();
    expect(await screen.findByRole('link', { name: 'Open certificates' })).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Issue/ })).not.toBeInTheDocument();
  });

  it('says what happened lately, of whom, and more on demand', async () => {
    eventIs({ status: 'published' });
    is(COMING);
    const acts: EventAct[] = [
      {
        kind: 'refunded',
        at: '2026-12-01T10:00:00Z',
        name: 'Ada',
        registration: 'r1',
        amount: { amount: 900, currency: 'EUR' },
      },
      ...[1, 2, 3, 4, 5, 6].map((day) => ({
        kind: 'registered' as const,
        at: `2026-11-1${day}T10:00:00Z`,
        name: `Person ${day}`,
        registration: `p${day}`,
        amount: null,
      })),
    ];
    server.use(http.get('/api/events/e1/activity/', () => HttpResponse.json({ results: acts })));
    const { user } = open();
    expect(await screen.findByText('gets €9.00 back')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Ada' })).toHaveAttribute(
      'href',
      '/org/law/events/frailty/registrations?search=Ada',
    );
    expect(screen.queryByText('Person 6')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Show one more' }));
    expect(screen.getByText('Person 6')).toBeVisible();
  });

  it('stands without what happened lately where that could not be loaded', async () => {
    eventIs({ status: 'published' });
    is(COMING);
    server.use(http.get('/api/events/e1/activity/', () => problem(503, 'unavailable')));
    const { user } = open();
    expect(await screen.findByText('Could not load what happened')).toBeVisible();
    expect(figure('Registered')).toHaveTextContent('20');
    server.use(http.get('/api/events/e1/activity/', () => HttpResponse.json({ results: [] })));
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByText('Recent activity')).not.toBeInTheDocument());
  });

  it('could not be loaded, and is asked for again; the tabs stay', async () => {
    eventIs({ status: 'published' });
    server.use(http.get(URL, () => problem(503, 'unavailable')));
    const { user } = open();
    expect(await screen.findByText('Could not load the figures')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Registrations' })).toBeVisible();
    is(COMING);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(figure('Registered')).toHaveTextContent('20'));
  });
});
