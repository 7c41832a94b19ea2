import type { World } from '../world.ts';

export class Ec2State {
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }
}
