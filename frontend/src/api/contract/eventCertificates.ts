import type { components } from '../schema';

type Schemas = components['schemas'];

/** What an event asks for before it certifies, and what came of it. */
export type EventGate = Schemas['EventGate'];
export type EventGateInput = Schemas['EventGateWriteRequest'];
export type EventClause = Schemas['EventClause'];
export type EventClauseInput = Schemas['EventClauseWriteRequest'];
export type GateSession = Schemas['GateSession'];
export type GateDryRun = Schemas['DryRun'];
export type GateDryRunBar = Schemas['DryRunBar'];
export type GateDryRunChange = Schemas['DryRunChange'];
export type GateDryRunClause = Schemas['DryRunClause'];
export type WhenChanged = Schemas['WhenChangedEnum'];
export type EventIssuing = Schemas['Issuing'];
export type ShortPeople = Schemas['Short'];
export type ShortMessageInput = Schemas['ShortMessageInputRequest'];
export type EventClauseKind = Schemas['EventClause']['kind'];
export type IssueRun = Schemas['IssueRun'];
export type CertificateDecision = Schemas['Decision'];
export type CertificateVerdict = Schemas['CertificateVerdictEnum'];
