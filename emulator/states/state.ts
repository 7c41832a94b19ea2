import type { World } from '../world.ts';

export class StatesState {
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }
}
