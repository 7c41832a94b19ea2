import type { IncomingMessage } from 'node:http';
import type { Caller } from '../kernel/caller.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Place } from '../service/place.ts';
import type { Service } from '../service/service.ts';

/** A place as the protocols see it. */
export interface AnsweringPlace extends Place {
  /** DynamoDB has its own door: what speaks behind it is dynalite. */
  readonly dynamodb: {
    answer(
      request: IncomingMessage,
      body: Buffer,
      caller: Caller,
    ): Promise<{ status: number; headers: Record<string, string>; body: string }>;
  };
}

/** What the server speaks for. */
export interface AnsweringCloud<P extends AnsweringPlace = AnsweringPlace> {
  readonly kernel: Kernel;
  readonly home: P;
  /** By the names of their models. */
  readonly services: ReadonlyMap<string, Pick<Service, 'model' | 'queryModel' | 'addressed'>>;
  at(accountId: string, region: string): P;
}
