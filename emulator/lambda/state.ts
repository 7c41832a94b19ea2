import type { World } from '../world.ts';

export class LambdaState {
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }
}
