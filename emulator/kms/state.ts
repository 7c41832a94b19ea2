import type { World } from '../world.ts';

export class KmsState {
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }
}
