import type { World } from '../world.ts';

export class CloudHsmState {
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }
}
