import { loadModel, type Model } from '../../models/model.ts';

/** What lists and maps are called on the wire of the older protocol, by shape and member. */
const wireNames: Record<string, Record<string, string>> = {
  AddPermissionRequest: { AWSAccountIds: 'AWSAccountId', Actions: 'ActionName' },
  CreateQueueRequest: { Attributes: 'Attribute', tags: 'Tag' },
  ChangeMessageVisibilityBatchRequest: { Entries: 'ChangeMessageVisibilityBatchRequestEntry' },
  ChangeMessageVisibilityBatchResult: { Successful: 'ChangeMessageVisibilityBatchResultEntry', Failed: 'BatchResultErrorEntry' },
  DeleteMessageBatchRequest: { Entries: 'DeleteMessageBatchRequestEntry' },
  DeleteMessageBatchResult: { Successful: 'DeleteMessageBatchResultEntry', Failed: 'BatchResultErrorEntry' },
  GetQueueAttributesRequest: { AttributeNames: 'AttributeName' },
  GetQueueAttributesResult: { Attributes: 'Attribute' },
  ListDeadLetterSourceQueuesResult: { queueUrls: 'QueueUrl' },
  ListQueueTagsResult: { Tags: 'Tag' },
  ListQueuesResult: { QueueUrls: 'QueueUrl' },
  Message: { Attributes: 'Attribute', MessageAttributes: 'MessageAttribute' },
  ReceiveMessageRequest: {
    AttributeNames: 'AttributeName',
    MessageSystemAttributeNames: 'MessageSystemAttributeName',
    MessageAttributeNames: 'MessageAttributeName',
  },
  ReceiveMessageResult: { Messages: 'Message' },
  SendMessageBatchRequest: { Entries: 'SendMessageBatchRequestEntry' },
  SendMessageBatchRequestEntry: { MessageAttributes: 'MessageAttribute', MessageSystemAttributes: 'MessageSystemAttribute' },
  SendMessageBatchResult: { Successful: 'SendMessageBatchResultEntry', Failed: 'BatchResultErrorEntry' },
  SendMessageRequest: { MessageAttributes: 'MessageAttribute', MessageSystemAttributes: 'MessageSystemAttribute' },
  SetQueueAttributesRequest: { Attributes: 'Attribute' },
  TagQueueRequest: { Tags: 'Tag' },
  UntagQueueRequest: { TagKeys: 'TagKey' },
};

/** Error codes of the older protocol where they are not the exception's name; some have no shape. */
const wireErrors: Record<string, string> = {
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  InvalidBatchEntryId: 'AWS.SimpleQueueService.InvalidBatchEntryId',
  InvalidParameterValueException: 'InvalidParameterValue',
  MissingRequiredParameterException: 'MissingParameter',
  PurgeQueueInProgress: 'AWS.SimpleQueueService.PurgeQueueInProgress',
  QueueDeletedRecently: 'AWS.SimpleQueueService.QueueDeletedRecently',
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  UnsupportedOperation: 'AWS.SimpleQueueService.UnsupportedOperation',
};

/** What an error says in the older protocol alone (localstack test_non_existent_queue, recorded on AWS). */
const wireMessages: Record<string, string> = {
  QueueDoesNotExist: 'The specified queue does not exist for this wsdl version.',
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
  // EmptyBatchRequest, as in localstack's test_send_message_batch_with_empty_list, validated on AWS
  for (const { members } of Object.values(model.shapes)) if (members?.Entries) members.Entries.emptyWhereAbsent = true;
  model.shapes.TagMap!.wireNames = ['Key', 'Value'];
  for (const [name, code] of Object.entries(wireErrors)) {
    model.shapes[name] = { ...(model.shapes[name] ?? { type: 'structure' }), error: { code, message: wireMessages[name] } };
  }
  return model;
}
