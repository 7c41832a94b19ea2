import type { World } from '../world.ts';

export class SqsState {
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }
}
