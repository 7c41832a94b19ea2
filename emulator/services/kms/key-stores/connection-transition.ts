import type { Place } from '../../../service/place.ts';
import type { CustomKeyStore } from './custom-key-store.ts';

/** Lets KMS be at work on a store's connection for some virtual seconds, and then runs `then`. */
export function beginTransition(
  place: Place,
  store: CustomKeyStore,
  what: 'connect' | 'disconnect',
  seconds: number,
  then: () => void,
): void {
  const began = place.clock.now();
  const timer = place.clock.after('drive', seconds, `${what} ${store.id}`, () => {
    endTransition(place, store);
    then();
  });
  store.transition = { timer, began };
}

/** Ends what KMS is doing about a store's connection, whether it is done or not. */
export function endTransition(place: Place, store: CustomKeyStore): void {
  if (!store.transition) return;
  store.transition.timer.cancel();
  place.work.record(`connection of ${store.id}`, store.transition.began, place.clock.now());
  store.transition = undefined;
}
