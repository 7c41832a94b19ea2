import type { World } from '../world.ts';

export class EcsState {
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }
}
