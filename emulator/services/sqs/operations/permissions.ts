import { type LabelledStatement, labelledStatement } from '../../../service/labelled-statement.ts';
import type { Operation } from '../../../service/service.ts';
import type { Queue } from '../queue.ts';
import { invalidValue } from '../refusals.ts';
import { byUrl } from '../resources.ts';
import type { SqsPlace } from '../state.ts';

interface AddInput {
  QueueUrl: string;
  Label: string;
  AWSAccountIds: string[];
  Actions: string[];
}

interface Policy {
  Version: string;
  Id?: string;
  Statement: LabelledStatement[];
}

/** What others than a queue's owner may be let do. */
const sharable = ['*', 'ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'GetQueueUrl', 'ReceiveMessage', 'SendMessage'];

/** Adds a statement to a queue's policy. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html */
export const addPermission: Operation<AddInput, SqsPlace> = {
  resources: byUrl,
  run({ QueueUrl, Label, AWSAccountIds, Actions }, { place }) {
    const queue = place.sqs.queue(QueueUrl);
    if (!/^[\w-]{1,80}$/.test(Label))
      throw invalidValue(Label, 'Label', 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.');
    const owners = Actions.find((action) => !sharable.includes(action));
    if (owners) throw invalidValue(`SQS:${owners}`, 'ActionName', 'Only the queue owner is allowed to invoke this action.');
    const nobody = AWSAccountIds.find((account) => !/^\d{12}$/.test(account));
    if (nobody) throw invalidValue(`[${nobody}]`, 'PrincipalId', 'Unable to verify.');
    const policy = policyOf(queue);
    if (policy.Statement.some(({ Sid }) => Sid === Label)) throw invalidValue(Label, 'Label', 'Already exists.');
    const actions = Actions.map((action) => `SQS:${action}`);
    const statement = labelledStatement(place, { label: Label, accounts: AWSAccountIds, actions, resource: queue.arn });
    place.sqs.setAttributes(queue, { Policy: JSON.stringify({ ...policy, Statement: [...policy.Statement, statement] }) });
  },
};

/** Takes it away again, and the policy with its last statement. */
export const removePermission: Operation<{ QueueUrl: string; Label: string }, SqsPlace> = {
  resources: byUrl,
  run({ QueueUrl, Label }, { place }) {
    const queue = place.sqs.queue(QueueUrl);
    const policy = policyOf(queue);
    const left = policy.Statement.filter(({ Sid }) => Sid !== Label);
    if (left.length === policy.Statement.length) throw invalidValue(Label, 'Label', "can't find label.");
    place.sqs.setAttributes(queue, { Policy: left.length > 0 ? JSON.stringify({ ...policy, Statement: left }) : '' });
  },
};

function policyOf({ arn, attributes }: Queue): Policy {
  if (!attributes.Policy) return { Version: '2008-10-17', Id: `${arn}/SQSDefaultPolicy`, Statement: [] };
  const policy = JSON.parse(attributes.Policy) as Policy;
  return { ...policy, Statement: [policy.Statement].flat() };
}
