import { keepNewest } from '../../kernel/keep-newest.ts';
import { sentByService } from '../sqs/sent-by-service.ts';
import type { Deliveries } from './deliveries.ts';
import type { Delivery } from './delivery.ts';
import type { DeliveryFailure } from './delivery-failure.ts';
import { mostRemembered } from './most-remembered.ts';

interface End {
  retries: number;
  /** The limit of the retry policy that ended it; absent where the error was permanent. */
  exhausted?: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';
}

/** Puts an event into the target's dead-letter queue; where there is none, or it does not take it, it is dropped. */
export function deadLetter(deliveries: Deliveries, delivery: Delivery, failure: DeliveryFailure, end: End): void {
  const { rule, target, event } = delivery;
  const queueArn = target.DeadLetterConfig?.Arn;
  const texts: Record<string, string | undefined> = {
    RULE_ARN: rule.arn,
    TARGET_ARN: target.Arn,
    ERROR_CODE: failure.code,
    ERROR_MESSAGE: failure.message,
    RETRY_ATTEMPTS: String(end.retries),
    EXHAUSTED_RETRY_CONDITION: end.exhausted,
  };
  const given = Object.entries(texts).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const attributes = Object.fromEntries(given.map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]));
  const letter = { body: JSON.stringify(event), attributes };
  const kept = queueArn !== undefined && sentByService(deliveries.place, 'events.amazonaws.com', rule.arn, queueArn, letter);
  deliveries.failed.push({
    ruleArn: rule.arn,
    targetArn: target.Arn,
    eventId: event.id,
    errorCode: failure.code,
    errorMessage: failure.message,
    kept,
  });
  keepNewest(deliveries.failed, mostRemembered);
}
