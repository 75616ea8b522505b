import type { components } from '../schema';

type Schemas = components['schemas'];

export type Certificate = Schemas['Certificate'];
export type CertificateStatus = Schemas['CertificateStatusEnum'];
export type GateProgress = Schemas['CertificateProgress'];
export type SigningKey = Schemas['SigningKey'];
export type VerifiedCertificate = Schemas['Verification'];
