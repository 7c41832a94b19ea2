import type { World } from '../world.ts';

export class EventsState {
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }
}
