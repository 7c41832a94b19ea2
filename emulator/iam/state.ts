import type { World } from '../world.ts';
import type { Caller } from './caller.ts';

export class IamState {
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  /** AWS's message for a call that no policy of the caller allows; undefined where one does. */
  denial(_caller: Caller & { kind: 'role' }, _action: string, _resources: string[]): string | undefined {
    return undefined;
  }
}
