import { type Stack, type StackEvent, type StackResource, stackType } from './stack.ts';

export function describedStack(stack: Stack): object {
  const { settings, deletedAt } = stack;
  return {
    StackId: stack.id,
    StackName: stack.name,
    // recorded: one that is deleted has none
    ChangeSetId: stack.deletedAt ? undefined : stack.changeSetId,
    Description: stack.description,
    Parameters: stack.parameters.length > 0 ? stack.parameters : undefined,
    CreationTime: stack.createdAt,
    DeletionTime: deletedAt,
    LastUpdatedTime: stack.updatedAt,
    RollbackConfiguration: {},
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    DisableRollback: settings.onFailure === 'DO_NOTHING',
    NotificationARNs: settings.notificationArns ?? [],
    TimeoutInMinutes: settings.timeoutInMinutes,
    Capabilities: settings.capabilities?.length ? settings.capabilities : undefined,
    Outputs: stack.outputs.length > 0 ? stack.outputs : undefined,
    RoleARN: settings.roleArn,
    Tags: settings.tags,
    EnableTerminationProtection: deletedAt ? undefined : stack.terminationProtection,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

export function summarized(stack: Stack): object {
  return {
    StackId: stack.id,
    StackName: stack.name,
    TemplateDescription: stack.description,
    CreationTime: stack.createdAt,
    LastUpdatedTime: stack.updatedAt,
    DeletionTime: stack.deletedAt,
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

export function describedEvent({ id, name }: Stack, event: StackEvent): object {
  return {
    StackId: id,
    EventId: event.id,
    StackName: name,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: event.at,
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
    ClientRequestToken: event.token,
  };
}

export function describedResource({ id, name }: Stack, resource: StackResource): object {
  return { StackName: name, StackId: id, ...shown(resource), Timestamp: resource.changedAt };
}

/** The same with the time under another name, as lists and details have it. */
export function listedResource(resource: StackResource): object {
  return { ...shown(resource), LastUpdatedTimestamp: resource.changedAt };
}

function shown({ logicalId, physicalId, type, status, reason }: StackResource): object {
  return {
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId === '' ? undefined : physicalId,
    ResourceType: type,
    ResourceStatus: status,
    ResourceStatusReason: reason,
    ...(type !== stackType && { DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' } }),
  };
}
