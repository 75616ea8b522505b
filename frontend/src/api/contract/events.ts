import type { components, operations } from '../schema';

type Schemas = components['schemas'];

export type AttendanceMode = Schemas['AttendanceModeEnum'];
export type Availability = Schemas['Availability'];
export type EventCard = Schemas['EventCard'];
export type EventDetail = Schemas['EventDetail'];
export type EventFormat = Schemas['EventFormatEnum'];
export type EventQuestion = Schemas['EventQuestion'];
export type EventSession = Schemas['EventSession'];
export type EventSpeaker = Schemas['Speaker'];
export type EventsQuery = NonNullable<operations['events_event_list']['parameters']['query']>;
export type EventTicket = Schemas['Ticket'];
export type MyRegistration = Schemas['MyRegistration'];
export type CalendarAddress = Schemas['CalendarAddress'];
export type EventProgress = Schemas['EventCertificateProgress'];
export type MyWaiting = Schemas['MyWaiting'];
export type WaitingAcceptInput = Schemas['AcceptInputRequest'];
export type WaitingInput = Schemas['WaitingInputRequest'];
export type WaitingStatus = Schemas['WaitingStatusEnum'];
export type Placed = Schemas['Placed'];
export type RegisterInput = Schemas['RegisterInputRequest'];
export type PlacedRegistration = Schemas['PlacedRegistration'];
export type RegistrationDetail = Schemas['RegistrationDetail'];
export type TransferInput = Schemas['TransferInputRequest'];
export type RegistrationStatus = Schemas['RegistrationStatusEnum'];
