import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';

/** Each test says what the API answers, and any other request fails it; only the bars around a page ask by themselves. */
export const server = setupServer(
  http.get('/api/notifications/unread-count/', () => HttpResponse.json({ unread: 0 })),
  http.get('/api/organizations/', () => HttpResponse.json({ results: [], next: null, previous: null })),
  http.get('/api/courses/cartItem/', () => HttpResponse.json({ results: [], totals: [] })),
  http.get('/api/community/unread/', () => HttpResponse.json({ rooms: 0, messages: 0, mentions: 0 })),
  http.get('/api/community/rooms/', () => HttpResponse.json({ results: [], next: null, previous: null })),
  http.post('/api/community/ticket/', () => new HttpResponse(null, { status: 503 })),
);
