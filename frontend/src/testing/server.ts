import { setupServer } from 'msw/node';

/** No answers by default: each test says what the API answers, and any other request fails it. */
export const server = setupServer();
