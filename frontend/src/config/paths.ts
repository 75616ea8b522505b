/** Every address of the application, so that a link cannot be misspelt. */
export const paths = {
  catalogue: '/',
  search: (words: string) => `/?search=${encodeURIComponent(words)}`,
  course: (slug: string) => `/courses/${encodeURIComponent(slug)}`,
  events: '/events',
  event: (slug: string) => `/events/${encodeURIComponent(slug)}`,
  eventRegister: (slug: string, ticket?: string, code?: string) => {
    const query = new URLSearchParams({ ...(ticket && { ticket }), ...(code && { code }) }).toString();
    return `/events/${encodeURIComponent(slug)}/register${query && `?${query}`}`;
  },
  eventWait: (slug: string) => `/events/${encodeURIComponent(slug)}/waiting-list`,
  registrations: '/registrations',
  registration: (id: string, token?: string | null) =>
    `/tickets/${encodeURIComponent(id)}${token ? `?token=${encodeURIComponent(token)}` : ''}`,
  waiting: (entry: string) => `/waiting/${encodeURIComponent(entry)}`,
  surveys: '/surveys',
  survey: (id: string) => `/surveys/${encodeURIComponent(id)}`,
  certificate: (code: string) => `/c/${encodeURIComponent(code)}`,
  verify: '/verify',
  signIn: (next?: string) => withNext('/auth/sign-in', next),
  signUp: (next?: string) => withNext('/auth/sign-up', next),
  forgotPassword: '/auth/forgot',
  invitation: (token: string) => `/auth/invitation?token=${encodeURIComponent(token)}`,
  checkout: (course: string) => `/checkout?course=${encodeURIComponent(course)}`,
  checkoutDone: (order: string) => `/checkout/done/${encodeURIComponent(order)}`,
  cart: '/cart',
  checkoutCart: (currency: string) => `/checkout?cart=${encodeURIComponent(currency)}`,
  orders: '/orders',
  order: (id: string) => `/orders/${encodeURIComponent(id)}`,
  learning: '/learning',
  learn: (course: string, lesson?: string | null) =>
    `/learn/${encodeURIComponent(course)}${lesson ? `/${encodeURIComponent(lesson)}` : ''}`,
  rooms: '/rooms',
  room: (id: string, message?: number) =>
    `/rooms/${encodeURIComponent(id)}${message === undefined ? '' : `?message=${message}`}`,
  certificates: '/certificates',
  cpd: '/cpd',
  account: (page: 'profile' | 'security' | 'notifications' | 'privacy' | 'appearance' = 'profile') =>
    `/account/${page}`,
  newOrganization: '/org/new',
  org: (slug: string, place = '') => `/org/${encodeURIComponent(slug)}${place ? `/${place}` : ''}`,
  checkIn: (slug: string, event?: string) =>
    `/org/${encodeURIComponent(slug)}/check-in${event ? `/${encodeURIComponent(event)}` : ''}`,
  orgCourse: (
    slug: string,
    course: string,
    place: 'details' | 'outline' | 'learners' | 'survey' | 'certificate' | 'publish' = 'outline',
  ) => `/org/${encodeURIComponent(slug)}/courses/${encodeURIComponent(course)}/${place}`,
  orgEvent: (
    slug: string,
    event: string,
    place:
      | 'overview'
      | 'details'
      | 'programme'
      | 'tickets'
      | 'registrations'
      | 'waiting'
      | 'messages'
      | 'attendance'
      | 'gate'
      | 'certificates'
      | 'survey' = 'overview',
  ) => `/org/${encodeURIComponent(slug)}/events/${encodeURIComponent(event)}/${place}`,
  orgSubmission: (slug: string, submission: string) =>
    `/org/${encodeURIComponent(slug)}/assignments/${encodeURIComponent(submission)}`,
  orgLesson: (slug: string, course: string, lesson: string) =>
    `/org/${encodeURIComponent(slug)}/courses/${encodeURIComponent(course)}/lessons/${encodeURIComponent(lesson)}`,
} as const;

function withNext(path: string, next: string | undefined): string {
  return next && next !== '/' ? `${path}?next=${encodeURIComponent(next)}` : path;
}

/** The place to go back to after signing in. Only a path of our own is followed. */
export function safeNext(value: string | null, fallback: string = paths.catalogue): string {
  if (!value?.startsWith('/') || /^\/[/\\]/.test(value)) return fallback;
  return value;
}
