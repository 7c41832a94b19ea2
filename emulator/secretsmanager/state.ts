import type { World } from '../world.ts';

export class SecretsManagerState {
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }
}
