import type { components, operations } from '../schema';

type Schemas = components['schemas'];

/** Rooms: who talks where, what was said, and what its organizers decide. */
export type RoomRow = Schemas['RoomRow'];
export type RoomDetail = Schemas['Room'];
export type RoomActivity = Schemas['RoomActivity'];
export type RoomMember = Schemas['RoomMember'];
export type RoomPerson = Schemas['RoomPerson'];
export type RoomMessage = Schemas['RoomMessage'];
export type RoomMessageInput = Schemas['RoomMessageInputRequest'];
export type RoomFile = Schemas['MessageFile'];
export type RoomHistory = Schemas['MessageHistory'];
export type RoomHistoryQuery = operations['community_message_list']['parameters']['query'];
export type ReactionCount = Schemas['ReactionCount'];
export type ReactionKind = Schemas['ReactionKindEnum'];
export type RoomReportReason = Schemas['MessageReportReasonEnum'];
export type RoomUnread = Schemas['UnreadTotals'];
export type SocketTicket = Schemas['SocketTicket'];

export type StaffRoom = Schemas['StaffRoom'];
export type StaffRoomChange = Schemas['PatchedRoomPatchRequest'];
export type StaffReport = Schemas['StaffReport'];
export type StaffReportVerdict = Schemas['MessageReportVerdictEnum'];
export type ModerationAct = Schemas['ModerationAct'];
export type RoomPolicy = Schemas['RoomPolicy'];
export type RoomPolicyChange = Schemas['PatchedRoomPolicyRequest'];
