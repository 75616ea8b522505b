import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';

const UPLOAD = { id: 'u1', purpose: 'avatar', status: 'ready', file_name: 'me.png', problem: '' };
const SLOT = { url: `${window.location.origin}/files/upload/me.png`, method: 'PUT', headers: {} };
const FILE = new File(['a picture'], 'me.png', { type: 'image/png' });
const ADDRESS = '/files/public/images/u1.png';

let adopted: (string | null)[];

beforeEach(() => {
  adopted = [];
  server.use(
    http.get('/api/user/me/', () =>
      HttpResponse.json({ ...ME, avatar_url: adopted.at(-1) ? ADDRESS : null }),
    ),
    http.post('/api/media/uploads/', () => HttpResponse.json({ ...UPLOAD, slot: SLOT }, { status: 201 })),
    http.put('/files/upload/me.png', () => new HttpResponse(null, { status: 200 })),
    http.post('/api/media/uploads/u1/finalize/', () => HttpResponse.json(UPLOAD)),
    http.put('/api/media/avatar/', async ({ request }) => {
      const body = (await request.json()) as { upload_id: string | null };
      adopted.push(body.upload_id);
      return HttpResponse.json({ image_url: body.upload_id && ADDRESS });
    }),
  );
});

const pictures = () => Array.from(document.querySelectorAll('img')).map((one) => one.getAttribute('src'));

describe('one’s own picture', () => {
  it('is chosen, shown here and in the menu at once, and taken away again', async () => {
    const user = userEvent.setup();
    renderAt('/account/profile', { signedIn: true });
    const field = await screen.findByRole('group', { name: 'Picture' });
    expect(screen.queryByRole('button', { name: 'Remove picture' })).not.toBeInTheDocument();
    await user.upload(within(field).getByLabelText('Picture', { selector: 'input' }), FILE);
    expect(await screen.findByText('Your picture is in use.')).toBeVisible();
    expect(adopted).toEqual(['u1']);
    await waitFor(() => expect(pictures()).toEqual([ADDRESS, ADDRESS]));

    await user.click(screen.getByRole('button', { name: 'Remove picture' }));
    await waitFor(() => expect(pictures()).toEqual([]));
    expect(adopted).toEqual(['u1', null]);
    expect(within(field).getByRole('button', { name: 'Choose a file' })).toHaveFocus();
  });

  it('says in the words of the server why a file cannot be one', async () => {
    server.use(
      http.post('/api/media/uploads/u1/finalize/', () =>
        HttpResponse.json({ ...UPLOAD, status: 'failed', problem: 'There is no picture in this file.' }),
      ),
    );
    renderAt('/account/profile', { signedIn: true });
    const input = await screen.findByLabelText('Picture', { selector: 'input' });
    await userEvent.setup().upload(input, FILE);
    expect(await screen.findByText('There is no picture in this file.')).toBeVisible();
    expect(adopted).toEqual([]);
  });

  it('says when it could not be put in place', async () => {
    server.use(http.put('/api/media/avatar/', () => problem(409, 'upload_not_ready')));
    renderAt('/account/profile', { signedIn: true });
    const input = await screen.findByLabelText('Picture', { selector: 'input' });
    await userEvent.setup().upload(input, FILE);
    expect(await screen.findByText('It failed: upload_not_ready.')).toBeVisible();
    expect(pictures()).toEqual([]);
  });
});
