import type { World } from '../../world.ts';
import type { CustomKeyStore } from './custom-key-store.ts';

/** Lets KMS be at work on a store's connection for some virtual seconds, and then runs `then`. */
export function beginTransition(
  world: World,
  store: CustomKeyStore,
  what: 'connect' | 'disconnect',
  seconds: number,
  then: () => void,
): void {
  const began = world.clock.now();
  const timer = world.clock.after('drive', seconds, `${what} ${store.id}`, () => {
    endTransition(world, store);
    then();
  });
  store.transition = { timer, began };
}

/** Ends what KMS is doing about a store's connection, whether it is done or not. */
export function endTransition(world: World, store: CustomKeyStore): void {
  if (!store.transition) return;
  store.transition.timer.cancel();
  world.work.record(`connection of ${store.id}`, store.transition.began, world.clock.now());
  store.transition = undefined;
}
