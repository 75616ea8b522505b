import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';

import type { CpdCycle, LedgerEntry, OwnActivity } from '@/api';

const CLINICAL = { id: 't1', name: 'Clinical', category: 1, decimals: 1 };
const ETHICS = { id: 't2', name: 'Ethics & law', category: 2, decimals: 1 };
const APC = { id: 'a1', name: 'Allied Practice Council', short_name: 'APC' };
const OWN: OwnActivity = {
  id: 'o1',
  title: 'Reading group',
  provider: 'Riverside Practice',
  done_on: '2026-11-03',
  credit_type: CLINICAL,
  accreditor: APC,
  amount: '1.5',
  amount_hundredths: 150,
  reflection: '',
  revision: 3,
  evidence: [],
  created_at: '2026-11-03T10:00:00Z',
};
const ENTRY: LedgerEntry = {
  id: 'e1',
  kind: 'award',
  source_kind: 'self',
  amount: '1.5',
  amount_hundredths: 150,
  credit_type: CLINICAL,
  accreditor: APC,
  organization: null,
  certificate: null,
  activity: { id: 'o1', title: 'Reading group', provider: 'Riverside Practice', withdrawn: false },
  earned_on: '2026-11-03',
  reverses: null,
  rule_version: 1,
  credit_rule_version: null,
  evidence_hash: 'f'.repeat(64),
  created_at: '2026-11-03T10:00:00Z',
};
const CYCLE: CpdCycle = {
  id: 'c1',
  accreditor: APC,
  starts_on: '2026-04-01',
  ends_on: '2027-03-31',
  is_current: true,
  days_left: 126,
  decimals: 1,
  target: '10.0',
  target_hundredths: 1000,
  carry_limit: '0.0',
  counted: '1.5',
  counted_hundredths: 150,
  carried: '0.0',
  carried_hundredths: 0,
  reached: '1.5',
  reached_hundredths: 150,
  missing: '8.5',
  missing_hundredths: 850,
  booked_reached: '3.5',
  booked_reached_hundredths: 350,
  booked_missing: '6.5',
  booked_missing_hundredths: 650,
  categories: [
    {
      credit_type: CLINICAL,
      minimum: '1.0',
      minimum_hundredths: 100,
      cap: null,
      cap_hundredths: null,
      earned: '1.5',
      earned_hundredths: 150,
      counted: '1.5',
      counted_hundredths: 150,
      booked: '0.0',
      booked_hundredths: 0,
      short: '0.0',
      short_hundredths: 0,
    },
    {
      credit_type: ETHICS,
      minimum: '4.0',
      minimum_hundredths: 400,
      cap: null,
      cap_hundredths: null,
      earned: '0.0',
      earned_hundredths: 0,
      counted: '0.0',
      counted_hundredths: 0,
      booked: '2.0',
      booked_hundredths: 200,
      short: '4.0',
      short_hundredths: 400,
    },
  ],
  missing_parts: [
    { credit_type: ETHICS, amount: '4.0', amount_hundredths: 400, text: '4.0 more of Ethics & law' },
    { credit_type: null, amount: '4.5', amount_hundredths: 450, text: '4.5 more of any category besides' },
  ],
};

function record(entries: LedgerEntry[], cycles: CpdCycle[]) {
  server.use(
    http.get('/api/cpd/ledger/', () => HttpResponse.json({ results: entries, next: null, previous: null })),
    http.get('/api/cpd/cycles/', () => HttpResponse.json({ results: cycles })),
    http.get('/api/cpd/summary/', () => HttpResponse.json({ results: [] })),
  );
}

beforeEach(() => {
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/accreditation/accreditors/', () =>
      HttpResponse.json({
        results: [
          {
            ...APC,
            website: '',
            credit_types: [CLINICAL, ETHICS].map((type) => ({ ...type, slug: type.name, rule: null })),
          },
        ],
      }),
    ),
  );
});

describe('the CPD record', () => {
  it('says how far the cycle is, and what is missing, in words as well as in the ring', async () => {
    record([ENTRY], [CYCLE]);
    renderAt('/cpd', { signedIn: true });
    expect(await screen.findByRole('img', { name: '1.5 of 10.0 credits reached' })).toBeVisible();
    const table = screen.getByRole('table', { name: 'Credits by category' });
    expect(within(table).getByRole('row', { name: /Clinical 1.5 of 1.0.*Covered/ })).toBeVisible();
    expect(within(table).getByRole('row', { name: /Ethics & law 0.0 of 4.0 \+2.0 4.0 short/ })).toBeVisible();
    expect(screen.getByText('4.5 more of any category besides')).toBeVisible();
    expect(screen.getByText(/you reach 3.5. Plan 6.5 more/)).toBeVisible();
    expect(screen.getByText('Self-reported')).toBeVisible();
  });

  it('leads to the first cycle and the first activity where there is nothing', async () => {
    record([], []);
    renderAt('/cpd', { signedIn: true });
    expect(await screen.findByRole('heading', { name: 'No credits yet' })).toBeVisible();
    expect(await screen.findByRole('heading', { name: 'Tell us your professional body' })).toBeVisible();
  });

  it('fails by halves: the ledger stays when the cycles cannot be loaded, and tries again', async () => {
    record([ENTRY], [CYCLE]);
    server.use(http.get('/api/cpd/cycles/', () => problem(500, 'server_error')));
    renderAt('/cpd', { signedIn: true });
    const retry = await screen.findByRole('button', { name: 'Try again' });
    expect(screen.getByText('Reading group')).toBeVisible();
    record([ENTRY], [CYCLE]);
    await userEvent.setup().click(retry);
    expect(await screen.findByRole('heading', { name: 'CPD cycle' })).toBeVisible();
  });
});

describe('a cycle', () => {
  it('is set up with whole and half credits, and says what cannot be', async () => {
    record([], []);
    let sent: unknown;
    server.use(
      http.post('/api/cpd/cycles/', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json(CYCLE, { status: 201 });
      }),
    );
    renderAt('/cpd', { signedIn: true });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'New CPD cycle' }));
    const sheet = await screen.findByRole('dialog', { name: 'New CPD cycle' });
    await within(sheet).findByRole('option', { name: APC.name });
    await user.click(within(sheet).getByRole('button', { name: 'Create cycle' }));
    expect(within(sheet).getByLabelText('Credits to reach')).toHaveAccessibleDescription(/Give a number/);
    expect(sent).toBeUndefined();
    await user.type(within(sheet).getByLabelText('Credits to reach'), '50');
    await user.type(within(sheet).getByLabelText('Ethics & law: At least'), '2.5');
    await user.click(within(sheet).getByRole('button', { name: 'Create cycle' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(sent).toMatchObject({
      accreditor: 'a1',
      target_hundredths: 5000,
      carry_limit_hundredths: 0,
      categories: [{ credit_type: 't2', minimum_hundredths: 250, cap_hundredths: null }],
    });
  });

  it('keeps the form when the server refuses it', async () => {
    record([], [CYCLE]);
    server.use(http.put('/api/cpd/cycles/c1/', () => problem(409, 'cycle_overlaps')));
    renderAt('/cpd', { signedIn: true });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Edit' }));
    const sheet = await screen.findByRole('dialog', { name: 'Edit CPD cycle' });
    await within(sheet).findByRole('option', { name: APC.name });
    await user.click(within(sheet).getByRole('button', { name: 'Save cycle' }));
    expect(await within(sheet).findByRole('alert')).toHaveTextContent('cycle_overlaps');
    expect(within(sheet).getByLabelText('Credits to reach')).toHaveValue('10');
  });
});

describe('an activity of my own', () => {
  it('is added once, however often the request has to be sent', async () => {
    record([], []);
    const keys: (string | null)[] = [];
    let sent: unknown;
    server.use(
      http.post('/api/cpd/activities/', async ({ request }) => {
        keys.push(request.headers.get('Idempotency-Key'));
        sent = await request.json();
        return keys.length === 1 ? problem(500, 'server_error') : HttpResponse.json(OWN, { status: 201 });
      }),
    );
    renderAt('/cpd', { signedIn: true });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Add activity' }));
    const sheet = await screen.findByRole('dialog', { name: 'Add activity' });
    await within(sheet).findByRole('option', { name: 'Clinical' });
    const add = within(sheet).getByRole('button', { name: 'Add to my record' });
    await user.click(add);
    expect(within(sheet).getByLabelText('What you did')).toHaveAccessibleDescription('Say what you did.');
    await user.type(within(sheet).getByLabelText('What you did'), 'Reading group');
    await user.type(within(sheet).getByLabelText('Day'), '2026-11-03');
    await user.type(within(sheet).getByLabelText('Credits'), '1,5');
    await user.click(add);
    await within(sheet).findByRole('alert');
    await user.click(add);
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(keys[0]).toBeTruthy();
    expect(keys[1]).toBe(keys[0]);
    expect(sent).toMatchObject({ title: 'Reading group', credit_type: 't1', amount: '1.5', evidence: [] });
  });

  it('is corrected at the revision that was read, and can be taken off', async () => {
    record([ENTRY], []);
    let sent: unknown;
    let gone = 0;
    server.use(
      http.get('/api/cpd/activities/o1/', () => HttpResponse.json(OWN)),
      http.put('/api/cpd/activities/o1/', async ({ request }) => {
        sent = await request.json();
        return problem(409, 'activity_changed');
      }),
      http.delete('/api/cpd/activities/o1/', () => {
        gone += 1;
        return new HttpResponse(null, { status: 204 });
      }),
    );
    renderAt('/cpd', { signedIn: true });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Change “Reading group”' }));
    const sheet = await screen.findByRole('dialog', { name: 'Change activity' });
    await within(sheet).findByRole('option', { name: 'Clinical' });
    await user.click(within(sheet).getByRole('button', { name: 'Save changes' }));
    expect(await within(sheet).findByRole('alert')).toHaveTextContent('activity_changed');
    expect(sent).toMatchObject({ revision: 3, amount: '1.5' });
    await user.click(within(sheet).getByRole('button', { name: 'Take off my record' }));
    await waitFor(() => expect(gone).toBe(1));
  });
});

describe('the transcript', () => {
  it('is asked for the cycle, or for a period', async () => {
    record([ENTRY], [CYCLE]);
    const asked: string[] = [];
    server.use(
      http.get('/api/cpd/transcript.csv', ({ request }) => {
        asked.push(new URL(request.url).search);
        return problem(500, 'server_error');
      }),
    );
    renderAt('/cpd', { signedIn: true });
    const user = userEvent.setup();
    await screen.findByRole('heading', { name: 'CPD cycle' });
    await user.click(screen.getByRole('button', { name: 'Transcript' }));
    const dialog = await screen.findByRole('dialog', { name: 'Transcript' });
    await user.click(within(dialog).getByRole('button', { name: 'Download CSV' }));
    expect(await within(dialog).findByRole('alert')).toBeVisible();
    await user.selectOptions(within(dialog).getByLabelText('What it covers'), 'Another period');
    await user.click(within(dialog).getByRole('button', { name: 'Download CSV' }));
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[0]).toBe('?cycle=c1');
    expect(asked[1]).toMatch(/^\?first=\d{4}-01-01&last=\d{4}-12-31$/);
  });
});
