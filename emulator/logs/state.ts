import type { World } from '../world.ts';

export class LogsState {
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }
}
