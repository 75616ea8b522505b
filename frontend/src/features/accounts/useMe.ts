import { useOutletContext } from 'react-router';

import type { Me } from '@/api';

/** The signed-in person, loaded by the frame around the account's pages. */
export function useMe(): Me {
  return useOutletContext<Me>();
}
