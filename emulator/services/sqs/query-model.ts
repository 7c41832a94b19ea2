import { loadModel, type Model } from '../../models/model.ts';

/** What lists and maps are called on the wire of the older protocol, by shape and member. */
const wireNames: Record<string, Record<string, string>> = {
  CreateQueueRequest: { Attributes: 'Attribute', tags: 'Tag' },
  GetQueueAttributesRequest: { AttributeNames: 'AttributeName' },
  GetQueueAttributesResult: { Attributes: 'Attribute' },
  ListQueuesResult: { QueueUrls: 'QueueUrl' },
  Message: { Attributes: 'Attribute', MessageAttributes: 'MessageAttribute' },
  ReceiveMessageRequest: {
    AttributeNames: 'AttributeName',
    MessageSystemAttributeNames: 'MessageSystemAttributeName',
    MessageAttributeNames: 'MessageAttributeName',
  },
  ReceiveMessageResult: { Messages: 'Message' },
  SendMessageRequest: { MessageAttributes: 'MessageAttribute', MessageSystemAttributes: 'MessageSystemAttribute' },
};

/** Error codes of the older protocol where they are not the exception's name; some have no shape. */
const wireErrors: Record<string, string> = {
  InvalidParameterValueException: 'InvalidParameterValue',
  MissingRequiredParameterException: 'MissingParameter',
  PurgeQueueInProgress: 'AWS.SimpleQueueService.PurgeQueueInProgress',
  QueueDeletedRecently: 'AWS.SimpleQueueService.QueueDeletedRecently',
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  UnsupportedOperation: 'AWS.SimpleQueueService.UnsupportedOperation',
};

let model: Model | undefined;

/**
 * SQS as it was described before its JSON protocol: what CLIs and SDKs of before November 2023 speak. The same operations
 * and limits, other names on the wire.
 */
export function sqsQueryModel(): Model {
  if (model) return model;
  model = structuredClone(loadModel('sqs'));
  model.metadata.protocol = 'query';
  model.metadata.errorDetail = true;
  model.metadata.xmlNamespace = 'http://queue.amazonaws.com/doc/2012-11-05/';
  for (const [name, shape] of Object.entries(model.shapes)) {
    if (shape.type === 'list' || shape.type === 'map') shape.flattened = true;
    for (const [member, wireName] of Object.entries(wireNames[name] ?? {})) shape.members![member]!.locationName = wireName;
  }
  for (const [name, code] of Object.entries(wireErrors)) {
    model.shapes[name] = { ...(model.shapes[name] ?? { type: 'structure' }), error: { code } };
  }
  return model;
}
