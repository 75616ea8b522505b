import type { components } from '../schema';

type Schemas = components['schemas'];

export type Credentials = Schemas['SignInRequest'];
export type Me = Schemas['Me'];
export type MePatch = Schemas['PatchedProfileChangeRequest'];
export type RegisterRequest = Schemas['RegisterRequest'];
export type SignedInDevice = Schemas['Session'];
