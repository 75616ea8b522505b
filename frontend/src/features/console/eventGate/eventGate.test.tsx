import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { accepts, eventIs } from '@/testing/consoleEvents';
import { organizationPage } from '@/features/console/courses/samples';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { server } from '@/testing/server';

import { DRY_RUN, GATE, NONE } from './samples';

import type { EventGate, EventGateInput, GateDryRun } from '@/api';

const ADDRESS = '/api/certificates/events/e1/gate/';
const DRY = `${ADDRESS}dry-run/`;
const LOSES: Partial<GateDryRun> = {
  met: 12,
  loses: 1,
  certificates_lost: 1,
  changes: [
    {
      registration: 'r1',
      name: 'Hannah Price',
      change: 'loses',
      has_certificate: true,
      percent: 82,
      lacks: ['Attended 123 of 150 minutes (82%); at least 85% of the event is asked for.'],
    },
  ],
};

let asked: EventGateInput['clauses'][] = [];

function gateIs(change: Partial<EventGate> = {}, run: Partial<GateDryRun> = {}) {
  server.use(
    http.get(ADDRESS, () => HttpResponse.json({ ...GATE, ...change })),
    http.post(DRY, async ({ request }) => {
      const { clauses } = (await request.json()) as EventGateInput;
      asked.push(clauses);
      return HttpResponse.json({ ...DRY_RUN, ...run });
    }),
  );
}

function open() {
  renderAt('/org/law/events/frailty/gate', { signedIn: true });
  return userEvent.setup();
}

async function write(user: ReturnType<typeof userEvent.setup>, label: string, text: string) {
  const field = await screen.findByRole('textbox', { name: label });
  await user.clear(field);
  await user.type(field, text);
}

beforeEach(() => {
  asked = [];
  eventIs({ status: 'published' });
  server.use(
    http.get('/api/organizations/', () =>
      HttpResponse.json(organizationPage({}, 'manage_events', 'design_certificates', 'view_certificates')),
    ),
  );
});

describe('what an event asks for', () => {
  it('counts nobody as gaining whose certificate was revoked, and says that they would pass', async () => {
    gateIs({}, { withheld: 2 });
    open();
    expect(
      await screen.findByText(
        'Besides, 2 people would pass whose certificates your organization has revoked: none is issued again by itself.',
      ),
    ).toBeVisible();
  });

  it('stands in sentences, with how many pass each and all', async () => {
    gateIs();
    open();
    expect(await screen.findByRole('textbox', { name: 'How much' })).toHaveValue('80');
    expect(screen.getByText('Paid for their place, where it costs something')).toBeVisible();
    expect(await screen.findByText('13 of 20 pass, 7 short')).toBeVisible();
    expect(screen.queryByText(/your organization has revoked/)).not.toBeInTheDocument();
    expect(screen.getByText('Nobody gains or loses against the rules in force.')).toBeVisible();
    expect(screen.getByRole('img', { name: /80 to 89%.*the line is at 80%/ })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Publish rules' })).toBeDisabled();
  });

  it('says before it is published who would lose, what they lack, and what becomes of theirs', async () => {
    gateIs({}, LOSES);
    const sent = accepts('put', ADDRESS, { ...GATE, version: 3 });
    const user = open();
    await write(user, 'How much', '85');
    await waitFor(() => expect(asked.at(-1)?.[0]).toMatchObject({ kind: 'attendance', percent: 85 }));
    const row = within(
      await within(screen.getByRole('list', { name: 'Who gains or loses' })).findByRole('listitem'),
    );
    expect(row.getByText('Hannah Price')).toBeVisible();
    expect(row.getByText('Loses')).toBeVisible();
    expect(row.getByText(/at least 85% of the event is asked for/)).toBeVisible();
    expect(screen.getByText('Not saved yet')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Publish rules' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Publish these rules?' }));
    expect(dialog.getByText(/you will be asked to decide on it/)).toBeVisible();
    expect(sent).toHaveLength(0);
    await user.click(dialog.getByRole('button', { name: 'Publish rules' }));
    await waitFor(() =>
      expect(sent[0]?.body).toMatchObject({
        clauses: [{ kind: 'attendance', percent: 85, minutes: null }, { kind: 'paid' }],
        issue_after_minutes: 60,
        when_changed: 'ask',
      }),
    );
  });

  it('asks for minutes in each of some sessions that are named', async () => {
    gateIs();
    const user = open();
    await user.selectOptions(await screen.findByLabelText('Percent or minutes'), 'minutes');
    await write(user, 'How much', '45');
    await user.selectOptions(screen.getByLabelText('Measured'), 'each session,');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Sessions meant' }), 'these sessions:');
    await user.click(screen.getByRole('checkbox', { name: /Frailty scores/ }));
    await waitFor(() =>
      expect(asked.at(-1)?.[0]).toEqual({
        kind: 'attendance',
        percent: null,
        minutes: 45,
        at_least: 1,
        sessions: ['s2'],
      }),
    );
  });

  it('gets another rule by the keyboard, each of the others once', async () => {
    gateIs();
    const user = open();
    (await screen.findByRole('button', { name: 'Add a rule' })).focus();
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('menuitem', { name: 'Attendance' })).toBeVisible();
    expect(screen.queryByRole('menuitem', { name: 'Payment kept' })).not.toBeInTheDocument();
    await user.keyboard('{ArrowDown}{Enter}');
    expect(await screen.findByText('Answered the survey “How was it?”')).toBeVisible();
    await waitFor(() => expect(asked.at(-1)?.map(({ kind }) => kind)).toContain('survey'));
    await user.click(screen.getByRole('button', { name: 'Remove the rule “Payment kept”' }));
    await waitFor(() => expect(asked.at(-1)?.map(({ kind }) => kind)).toEqual(['attendance', 'survey']));
  });

  it('is not asked nor sent while a number is none', async () => {
    gateIs();
    const sent = accepts('put', ADDRESS, GATE);
    const user = open();
    await write(user, 'How much', '180');
    await user.tab();
    expect(screen.getByText('Write a whole percent from 1 to 100.')).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'How much' })).toHaveAccessibleDescription(
      'Write a whole percent from 1 to 100.',
    );
    await user.click(screen.getByRole('button', { name: 'Publish rules' }));
    expect(screen.getByRole('alert')).toHaveTextContent('cannot be published like this');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(asked.every(([first]) => first?.percent === 80)).toBe(true);
    expect(sent).toHaveLength(0);
  });

  it('shows what the server refuses beside the rule, and keeps what was written', async () => {
    gateIs();
    server.use(
      http.put(ADDRESS, () =>
        problem(422, 'gate_not_usable', [
          { path: 'clauses.0.percent', code: 'percent_range', message: 'Give a whole percent.' },
        ]),
      ),
    );
    const user = open();
    await write(user, 'How much', '90');
    await user.click(screen.getByRole('button', { name: 'Publish rules' }));
    await user.click(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Publish rules' }),
    );
    const rule = within(await screen.findByRole('group', { name: 'Attendance' }));
    expect(await rule.findByText('Give a whole percent.')).toBeVisible();
    expect(rule.getByRole('textbox', { name: 'How much' })).toHaveValue('90');
    expect(screen.getByText(/Nothing has changed/)).toBeVisible();
  });

  it('leads to the survey where none is published', async () => {
    gateIs({ survey_title: null, clauses: [...GATE.clauses, { ...NONE, kind: 'survey' }] });
    server.use(
      http.post(DRY, () =>
        problem(422, 'gate_not_usable', [
          { path: 'clauses.2', code: 'survey_not_found', message: 'There is no published survey.' },
        ]),
      ),
    );
    open();
    const rule = within(await screen.findByRole('group', { name: 'Survey answered' }));
    expect(await rule.findByText('There is no published survey.')).toBeVisible();
    expect(rule.getByRole('link', { name: 'Go to the survey' })).toHaveAttribute(
      'href',
      '/org/law/events/frailty/survey',
    );
    expect(screen.getByText(/Once every rule is complete/)).toBeVisible();
  });

  it('can wait for somebody who issues, and keep what was issued', async () => {
    gateIs();
    const sent = accepts('put', ADDRESS, { ...GATE, issue_after_minutes: null, when_changed: 'keep' });
    const user = open();
    await user.click(await screen.findByRole('radio', { name: /When one of us issues them/ }));
    await user.click(screen.getByRole('radio', { name: /Keep the certificate/ }));
    await user.click(screen.getByRole('button', { name: 'Publish rules' }));
    await user.click(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Publish rules' }),
    );
    await waitFor(() =>
      expect(sent[0]?.body).toMatchObject({ issue_after_minutes: null, when_changed: 'keep' }),
    );
    expect(await screen.findByText(/^Saved/)).toBeVisible();
  });

  it('asks before a page with changes is closed, until they are undone', async () => {
    gateIs();
    const user = open();
    const leaves = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    await write(user, 'How much', '70');
    expect(leaves()).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Undo changes' }));
    expect(screen.getByRole('textbox', { name: 'How much' })).toHaveValue('80');
    expect(leaves()).toBe(true);
  });

  it('says what will stand there before anybody has attended', async () => {
    gateIs({}, { people: 0, met: 0, met_now: 0 });
    open();
    expect(await screen.findByText('Nobody to count yet')).toBeVisible();
    expect(screen.queryByRole('img', { name: /Most people/ })).not.toBeInTheDocument();
  });

  it('has its figures as a table too', async () => {
    gateIs();
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Show as table' }));
    expect(screen.getByRole('row', { name: '80 to 89% 11' })).toBeVisible();
  });

  it('can be changed while the dry run fails, which can be tried again', async () => {
    gateIs();
    server.use(http.post(DRY, () => problem(500, 'server_error'), { once: true }));
    const user = open();
    expect(await screen.findByRole('heading', { name: 'Could not work it out' })).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'How much' })).toBeEnabled();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('13 of 20 pass, 7 short')).toBeVisible();
  });

  it('can be tried again when it did not load', async () => {
    gateIs();
    server.use(http.get(ADDRESS, () => problem(500, 'server_error'), { once: true }));
    const user = open();
    expect(await screen.findByRole('heading', { name: 'Could not load the rules' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('textbox', { name: 'How much' })).toBeVisible();
  });

  it('is readable for everybody', async () => {
    gateIs({}, LOSES);
    open();
    await screen.findByText('Hannah Price');
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
});
