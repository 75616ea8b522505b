import { Navigate, type RouteObject } from 'react-router';

/** The console is a place of its own: nothing of it is in the first load of the site. */
export const consoleRoutes = {
  bareSignedIn: [
    {
      path: 'org/new',
      lazy: async () => ({
        Component: (await import('./shell/StartOrganizationPage')).StartOrganizationPage,
      }),
    },
    {
      path: 'console/rooms/*',
      lazy: async () => ({ Component: (await import('./rooms/ToRooms')).ToRooms }),
    },
    {
      path: 'org/:org',
      lazy: async () => ({ Component: (await import('./shell/ConsoleFrame')).ConsoleFrame }),
      children: [
        { index: true, lazy: async () => ({ Component: (await import('./home/HomePage')).HomePage }) },
        {
          path: 'events',
          lazy: async () => ({ Component: (await import('./events/EventsPage')).EventsPage }),
        },
        {
          path: 'events/:event',
          lazy: async () => ({ Component: (await import('./events/EventFrame')).EventFrame }),
          children: [
            { index: true, element: <Navigate to="overview" replace /> },
            {
              path: 'overview',
              lazy: async () => ({ Component: (await import('./eventOverview/OverviewPage')).OverviewPage }),
            },
            {
              path: 'details',
              lazy: async () => ({ Component: (await import('./events/DetailsPage')).DetailsPage }),
            },
            {
              path: 'programme',
              lazy: async () => ({ Component: (await import('./events/ProgrammePage')).ProgrammePage }),
            },
            {
              path: 'tickets',
              lazy: async () => ({ Component: (await import('./events/TicketsPage')).TicketsPage }),
            },
            {
              path: 'registrations',
              lazy: async () => ({
                Component: (await import('./events/RegistrationsPage')).RegistrationsPage,
              }),
            },
            {
              path: 'waiting',
              lazy: async () => ({ Component: (await import('./events/WaitingPage')).WaitingPage }),
            },
            {
              path: 'messages',
              lazy: async () => ({ Component: (await import('./eventPeople/MessagesPage')).MessagesPage }),
            },
            {
              path: 'survey',
              lazy: async () => ({ Component: (await import('./survey/SurveyTab')).EventSurveyPage }),
            },
            {
              path: 'attendance',
              lazy: async () => ({ Component: (await import('./events/AttendancePage')).AttendancePage }),
            },
            {
              path: 'gate',
              lazy: async () => ({ Component: (await import('./eventGate/EventGatePage')).EventGatePage }),
            },
            {
              path: 'certificates',
              lazy: async () => ({
                Component: (await import('./eventCertificates/EventCertificatesPage')).EventCertificatesPage,
              }),
            },
          ],
        },
        {
          path: 'courses',
          lazy: async () => ({ Component: (await import('./courses/CoursesPage')).CoursesPage }),
        },
        {
          path: 'courses/:course/lessons/:lesson',
          lazy: async () => ({ Component: (await import('./courses/LessonPage')).LessonPage }),
        },
        {
          path: 'courses/:course',
          lazy: async () => ({ Component: (await import('./courses/BuilderFrame')).BuilderFrame }),
          children: [
            { index: true, element: <Navigate to="outline" replace /> },
            {
              path: 'outline',
              lazy: async () => ({ Component: (await import('./courses/OutlinePage')).OutlinePage }),
            },
            {
              path: 'details',
              lazy: async () => ({ Component: (await import('./courses/DetailsPage')).DetailsPage }),
            },
            {
              path: 'learners',
              lazy: async () => ({ Component: (await import('./learners/LearnersPage')).LearnersPage }),
            },
            {
              path: 'survey',
              lazy: async () => ({ Component: (await import('./survey/SurveyTab')).CourseSurveyPage }),
            },
            {
              path: 'certificate',
              lazy: async () => ({ Component: (await import('./certificates/GatePage')).GatePage }),
            },
          ],
        },
        {
          path: 'assignments',
          lazy: async () => ({ Component: (await import('./assignments/QueuePage')).QueuePage }),
        },
        {
          path: 'assignments/:submission',
          lazy: async () => ({ Component: (await import('./assignments/GradingPage')).GradingPage }),
        },
        {
          path: 'certificates',
          lazy: async () => ({
            Component: (await import('./certificates/CertificatesPage')).CertificatesPage,
          }),
        },
        {
          path: 'certificates/design',
          lazy: async () => ({ Component: (await import('./certificates/DesignPage')).DesignPage }),
        },
        {
          path: 'certificates/keys',
          lazy: async () => ({ Component: (await import('./keys/KeysPage')).KeysPage }),
        },
        { path: 'rooms', lazy: async () => ({ Component: (await import('./rooms/RoomsPage')).RoomsPage }) },
        {
          path: 'rooms/reports',
          lazy: async () => ({ Component: (await import('./rooms/ReportsPage')).ReportsPage }),
        },
        {
          path: 'rooms/rules',
          lazy: async () => ({ Component: (await import('./rooms/RulesPage')).RulesPage }),
        },
        { path: 'rooms/log', lazy: async () => ({ Component: (await import('./rooms/LogPage')).LogPage }) },
        {
          path: 'promo-codes',
          lazy: async () => ({ Component: (await import('./promo/PromoCodesPage')).PromoCodesPage }),
        },
        { path: 'sales', lazy: async () => ({ Component: (await import('./sales/SalesPage')).SalesPage }) },
        {
          path: 'sales/refunds',
          lazy: async () => ({ Component: (await import('./sales/RefundsPage')).RefundsPage }),
        },
        {
          path: 'sales/invoices',
          lazy: async () => ({ Component: (await import('./sales/InvoicesPage')).InvoicesPage }),
        },
        {
          path: 'integrations',
          lazy: async () => ({
            Component: (await import('./integrations/IntegrationsPage')).IntegrationsPage,
          }),
        },
        {
          path: 'integrations/matching',
          lazy: async () => ({ Component: (await import('./attendance/MatchingPage')).MatchingPage }),
        },
        { path: 'team', lazy: async () => ({ Component: (await import('./team/TeamPage')).TeamPage }) },
        { path: 'audit', lazy: async () => ({ Component: (await import('./audit/AuditPage')).AuditPage }) },
        {
          path: 'settings',
          lazy: async () => ({ Component: (await import('./team/SettingsPage')).SettingsPage }),
        },
      ],
    },
  ] satisfies RouteObject[],
};
