import type { IncomingMessage } from 'node:http';
import type { World } from '../../world.ts';
import { callerOf } from '../caller-of.ts';
import { type Answer, answered } from './answer.ts';
import { jsonRefusal } from './json.ts';

/** DynamoDB has its own door: what speaks behind it is dynalite. */
export async function answerDynamoDb(world: World, request: IncomingMessage, body: Buffer): Promise<Answer> {
  try {
    return await world.dynamodb.answer(request, body, callerOf(world, request));
  } catch (error) {
    return jsonRefusal(answered(error), '1.0');
  }
}
