import type { IncomingMessage } from 'node:http';
import type { Caller } from '../iam/caller.ts';
import type { World } from '../world.ts';

export class DynamoDbState {
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  /** Answers a DynamoDB request by handing it to dynalite, once the caller may send it. */
  async answer(
    _request: IncomingMessage,
    _body: Buffer,
    _caller: Caller,
  ): Promise<{ status: number; headers: Record<string, string>; body: string }> {
    throw new Error('not yet');
  }
}
