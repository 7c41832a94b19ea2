import type { IncomingMessage } from 'node:http';
import { callerOf } from '../caller-of.ts';
import type { AnsweringCloud } from '../cloud.ts';
import { type Answer, answered } from './answer.ts';
import { jsonRefusal } from './json.ts';

/** DynamoDB has its own door: what speaks behind it is dynalite. */
export async function answerDynamoDb(cloud: AnsweringCloud, request: IncomingMessage, body: Buffer): Promise<Answer> {
  try {
    const { place, caller } = callerOf(cloud, request);
    return await place.dynamodb.answer(request, body, caller);
  } catch (error) {
    const told = answered(error);
    // recorded: where it gives the item on which a condition failed, its message is spelt otherwise
    return jsonRefusal(told, '1.0', told.fields?.Item === undefined ? 'message' : 'Message');
  }
}
