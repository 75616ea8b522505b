export type * from './accounts';
export type * from './billing';
export type * from './catalogue';
export type * from './certificates';
export type * from './common';
export type * from './community';
export type * from './cpd';
export type * from './door';
export type * from './eventCertificates';
export type * from './events';
export type * from './eventsStaff';
export type * from './feedback';
export type * from './generated';
export type * from './integrations';
export type * from './learning';
export type * from './organizations';
export type { Page } from './shape';

export type { GeneratedPaths as paths } from './generated';
