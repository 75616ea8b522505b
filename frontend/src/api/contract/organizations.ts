import type { components } from '../schema';

type Schemas = components['schemas'];

export type AuditEntry = Schemas['AuditEntry'];
export type InvitationPreview = Schemas['InvitationPreview'];
