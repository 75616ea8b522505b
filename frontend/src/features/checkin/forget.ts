import { keepOfPhone } from './keep';

/** The lists of names leave the phone with the person who has signed out. Scans that wait stay until they are sent. */
export async function forgetLists(): Promise<void> {
  const keep = await keepOfPhone();
  const acts = await keep.acts();
  await keep.dropLists();
  await keep.dropActs(acts.filter((act) => act.state !== 'waiting').map((act) => act.nonce));
}
