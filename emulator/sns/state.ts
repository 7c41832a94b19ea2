import type { World } from '../world.ts';

export class SnsState {
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }
}
