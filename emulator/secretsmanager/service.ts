import type { Service } from '../api/service.ts';
import type { World } from '../world.ts';
import { createSecret } from './create-secret.ts';
import { deleteSecret } from './delete-secret.ts';
import { describeSecret } from './describe-secret.ts';
import { getRandomPassword } from './get-random-password.ts';
import { getSecretValue } from './get-secret-value.ts';
import { listSecretVersionIds } from './list-secret-version-ids.ts';
import { listSecrets } from './list-secrets.ts';
import { putSecretValue } from './put-secret-value.ts';
import { restoreSecret } from './restore-secret.ts';
import { tagResource } from './tag-resource.ts';
import { untagResource } from './untag-resource.ts';
import { updateSecret } from './update-secret.ts';
import { updateSecretVersionStage } from './update-secret-version-stage.ts';

/** The secret's ARN; for one that is not there, the ARN that it would have. */
const named = ({ SecretId }: { SecretId: string }, { secretsManager }: World) => [
  secretsManager.find(SecretId)?.arn ?? (SecretId.startsWith('arn:') ? SecretId : secretsManager.nextArn(SecretId)),
];

export const secretsManager: Service = {
  model: 'secretsmanager',
  iamPrefix: 'secretsmanager',
  operations: {
    CreateSecret: createSecret,
    DeleteSecret: deleteSecret,
    DescribeSecret: describeSecret,
    GetRandomPassword: getRandomPassword,
    GetSecretValue: getSecretValue,
    ListSecrets: listSecrets,
    ListSecretVersionIds: listSecretVersionIds,
    PutSecretValue: putSecretValue,
    RestoreSecret: restoreSecret,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateSecret: updateSecret,
    UpdateSecretVersionStage: updateSecretVersionStage,
  },
  resources: {
    CreateSecret: ({ Name }: { Name: string }, { secretsManager }) => [secretsManager.nextArn(Name)],
    DeleteSecret: named,
    DescribeSecret: named,
    GetSecretValue: named,
    ListSecretVersionIds: named,
    PutSecretValue: named,
    RestoreSecret: named,
    TagResource: named,
    UntagResource: named,
    UpdateSecret: named,
    UpdateSecretVersionStage: named,
  },
};
