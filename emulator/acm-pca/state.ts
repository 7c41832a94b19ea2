import type { World } from '../world.ts';

export class AcmPcaState {
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }
}
