export { api, expectOk, nextQuery, unwrap } from './client';
export { useIdempotencyKey } from './idempotency';
export { ApiError, isApiError, type FieldProblem } from './problem';
export { createQueryClient } from './queryClient';
export { session, watchOtherTabs, type SessionStatus } from './session';
export { inTenant } from './tenant';
export { useSession } from './useSession';
export type * from './contract';
