import type { World } from '../world.ts';

export class SsmState {
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }
}
