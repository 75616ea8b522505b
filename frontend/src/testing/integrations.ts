import type { EventZoom, ReconciliationItem, ZoomRecording, ZoomStatus } from '@/api';

/** What the tests of outside services look at. */
export const ZOOM: ZoomStatus = {
  state: 'connected',
  connected_at: '2026-11-01T10:00:00Z',
  connected_by: 'Olive Owner',
  broken_at: null,
  removed_at: null,
  next_step: '',
  problems: [],
};

export const EVENT_ZOOM: EventZoom = {
  event: 'e1',
  kind: 'meeting',
  problem: '',
  meetings: [
    {
      id: 'm1',
      session: 's1',
      kind: 'meeting',
      status: 'live',
      zoom_id: '84712639219',
      topic: 'Why frailty hides',
      starts_at: '2026-12-10T09:30:00Z',
      ends_at: '2026-12-10T10:30:00Z',
      links: 12,
      report_fetched_at: null,
      report_problem: '',
    },
  ],
};

export const RECORDING: ZoomRecording = {
  id: 'rec1',
  session: { id: 's1', title: 'Why frailty hides' },
  topic: 'Frailty at the front door: Why frailty hides',
  file_type: 'MP4',
  kind: 'shared_screen_with_speaker_view',
  starts_at: '2026-12-10T09:30:00Z',
  ends_at: '2026-12-10T10:30:00Z',
  size: 734_003_200,
  can_play: true,
};

export const ITEM: ReconciliationItem = {
  id: 'item1',
  event: { id: 'e1', title: 'Frailty at the front door' },
  name: 'iPhone (4)',
  email: '',
  first_seen_at: '2026-11-10T09:34:00Z',
  last_seen_at: '2026-11-10T10:28:00Z',
  seconds: 3000,
  joins: 2,
  status: 'open',
  registration: null,
  decided_at: null,
  decided_by: '',
};
