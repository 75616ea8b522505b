export { checkinRoutes } from './routes';

/** When somebody signs out: nothing of the door's lists may be there for the next one. */
export async function forgetDoor(): Promise<void> {
  if (!('indexedDB' in window)) return;
  const { forgetLists } = await import('./forget');
  await forgetLists().catch(() => undefined);
}
