import 'i18next';

import type app from './app/locales/en-GB.json';
import type palette from './app/keyboard/locales/en-GB.json';
import type common from './components/locales/en-GB.json';
import type accounts from './features/accounts/locales/en-GB.json';
import type billing from './features/billing/locales/en-GB.json';
import type cart from './features/cart/locales/en-GB.json';
import type catalogue from './features/catalogue/locales/en-GB.json';
import type certificates from './features/certificates/locales/en-GB.json';
import type checkin from './features/checkin/locales/en-GB.json';
import type assignments from './features/console/assignments/locales/en-GB.json';
import type integrations from './features/console/integrations/locales/en-GB.json';
import type eventCertificates from './features/console/eventCertificates/locales/en-GB.json';
import type eventGate from './features/console/eventGate/locales/en-GB.json';
import type console from './features/console/locales/en-GB.json';
import type community from './features/community/locales/en-GB.json';
import type rooms from './features/console/rooms/locales/en-GB.json';
import type cpd from './features/cpd/locales/en-GB.json';
import type eventOverview from './features/console/eventOverview/locales/en-GB.json';
import type eventPeople from './features/console/eventPeople/locales/en-GB.json';
import type events from './features/events/locales/en-GB.json';
import type survey from './features/console/survey/locales/en-GB.json';
import type feedback from './features/feedback/locales/en-GB.json';
import type learning from './features/learning/locales/en-GB.json';
import type media from './features/media/locales/en-GB.json';
import type notifications from './features/notifications/locales/en-GB.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: {
      app: typeof app;
      common: typeof common;
      accounts: typeof accounts;
      billing: typeof billing;
      assignments: typeof assignments;
      cart: typeof cart;
      catalogue: typeof catalogue;
      certificates: typeof certificates;
      checkin: typeof checkin;
      community: typeof community;
      console: typeof console;
      cpd: typeof cpd;
      eventCertificates: typeof eventCertificates;
      eventGate: typeof eventGate;
      eventOverview: typeof eventOverview;
      eventPeople: typeof eventPeople;
      events: typeof events;
      integrations: typeof integrations;
      feedback: typeof feedback;
      learning: typeof learning;
      media: typeof media;
      notifications: typeof notifications;
      palette: typeof palette;
      rooms: typeof rooms;
      survey: typeof survey;
    };
  }
}
