import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { noRole } from '../roles.ts';

function arnsOf({ RoleName }: { RoleName: string }, { partition, accountId }: IamPlace): string[] {
  return [`arn:${partition}:iam::${accountId}:role/aws-service-role/*/${RoleName}`];
}

/**
 * It is gone at once. *Assumed*: no service here says that it still uses its role.
 *
 * @throws AwsError NoSuchEntity
 */
export const deleteServiceLinkedRole: Operation<{ RoleName: string }, IamPlace> = {
  resources: arnsOf,
  run({ RoleName }, { place: { iam, random } }) {
    const role = iam.roles.named(RoleName);
    if (!role.path.startsWith('/aws-service-role/')) throw noRole(RoleName);
    iam.roles.delete(RoleName);
    const DeletionTaskId = `task${role.path}${RoleName}/${random.uuid('deletion-task', RoleName, iam.roles.deletionTasks.size)}`;
    iam.roles.deletionTasks.add(DeletionTaskId);
    return { DeletionTaskId };
  },
};

/** Form of ids and answer: localstack's snapshot of test_service_role_deletion, March 2025. @throws AwsError NoSuchEntity */
export const getServiceLinkedRoleDeletionStatus: Operation<{ DeletionTaskId: string }, IamPlace> = {
  resources: ({ DeletionTaskId }, place) => arnsOf({ RoleName: DeletionTaskId.split('/')[3] ?? '*' }, place),
  run({ DeletionTaskId }, { place: { iam } }) {
    if (!iam.roles.deletionTasks.has(DeletionTaskId))
      throw new AwsError('NoSuchEntity', `The deletion task ${DeletionTaskId} cannot be found.`, { status: 404 });
    return { Status: 'SUCCEEDED' };
  },
};
