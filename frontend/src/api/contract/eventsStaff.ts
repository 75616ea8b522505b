import type { components } from '../schema';

type Schemas = components['schemas'];

/** Events as their makers see and edit them. */
export type StaffEvent = Schemas['StaffEvent'];
export type StaffEventCard = Schemas['EventCard'];
export type StaffEventChange = Schemas['PatchedEventChangeInputRequest'];
export type StaffEventFormat = Schemas['EventFormatEnum'];
export type StaffEventStatus = Schemas['EventStatusEnum'];
export type StaffSession = Schemas['StaffSession'];
export type StaffSessionInput = Schemas['SessionCreateInputRequest'];
export type StaffWindowInput = Schemas['WindowInputRequest'];
export type StaffSpeaker = Schemas['Speaker'];
export type StaffSpeakerInput = Schemas['SpeakerCreateInputRequest'];
export type StaffCapacity = Schemas['Capacity'];
export type StaffCapacityInput = Schemas['CapacityInputRequest'];
export type StaffTicket = Schemas['StaffTicket'];
export type StaffTicketInput = Schemas['TicketCreateInputRequest'];
export type StaffEventQuestion = Schemas['StaffEventQuestion'];
export type StaffEventQuestionInput = Schemas['QuestionCreateInputRequest'];
export type StaffEventQuestionKind = Schemas['EventQuestionKindEnum'];
export type EventOverview = Schemas['EventOverview'];
export type EventFigures = Schemas['EventFigures'];
export type EventAct = Schemas['EventAct'];
export type StaffRegistration = Schemas['StaffRegistration'];
export type StaffRegistrationStatus = Schemas['RegistrationStatusEnum'];
export type StaffMessage = Schemas['Message'];
export type StaffMessageInput = Schemas['MessageInputRequest'];
export type StaffMessageStatus = StaffMessage['statuses'][number];
export type PeopleImported = Schemas['Imported'];
export type PeopleImportInput = Schemas['ImportInputRequest'];
export type StaffWaiting = Schemas['StaffWaiting'];
export type AttendanceLane = Schemas['Lane'];
export type AttendanceLaneSession = Schemas['LaneSession'];
export type AttendanceInterval = Schemas['Interval'];
export type AttendanceCorrection = Schemas['CorrectionInputRequest'];
