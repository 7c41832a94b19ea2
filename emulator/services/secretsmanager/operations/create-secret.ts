import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { checkToken, checkValue, hasValue, putVersion, sameValue, tokenInUse } from '../put-version.ts';
import { checkName, invalidRequest } from '../refusals.ts';
import { checkReplicaRegions, type ReplicaRegion, replicate, replicationStatus } from '../replication.ts';
import type { Secret, Value } from '../secret.ts';
import type { SecretsManagerPlace } from '../state.ts';
import { putTags, type Tag } from '../tags.ts';

interface Input extends Value {
  Name: string;
  ClientRequestToken?: string;
  Description?: string;
  KmsKeyId?: string;
  Tags?: Tag[];
  AddReplicaRegions?: ReplicaRegion[];
  ForceOverwriteReplicaSecret?: boolean;
}

/** @throws AwsError ResourceExistsException, InvalidRequestException, InvalidParameterException */
export const createSecret: Operation<Input, SecretsManagerPlace> = {
  refuses: ['Type'],
  resources: ({ Name }, { secretsManager }) => [secretsManager.nextArn(Name)],
  run(input, { place }) {
    const { Name: name, ClientRequestToken: token } = input;
    checkName(name);
    checkToken(input);
    checkValue(input);
    checkReplicaRegions(place, input.AddReplicaRegions ?? []);
    const state = place.secretsManager;
    const holder = state.secrets.get(name);
    if (holder?.deletion)
      throw invalidRequest("You can't create this secret because a secret with this name is already scheduled for deletion.");
    if (holder) {
      const version = token === undefined ? undefined : holder.versions.get(token);
      if (version && sameValue(version, input)) return { ARN: holder.arn, Name: name, VersionId: version.versionId };
      if (version) throw tokenInUse(holder, version.versionId);
      throw new AwsError('ResourceExistsException', `The operation failed because the secret ${name} already exists.`);
    }
    const now = place.clock.date();
    const secret: Secret = {
      arn: state.nextArn(name),
      name,
      description: input.Description,
      kmsKeyId: input.KmsKeyId,
      createdAt: now,
      changedAt: now,
      versions: new Map(),
    };
    putTags(secret, input.Tags ?? []);
    const version = hasValue(input) ? putVersion(place, secret, token, input) : undefined;
    state.add(secret);
    if (!input.AddReplicaRegions?.length) return { ARN: secret.arn, Name: name, VersionId: version?.versionId };
    replicate(place, secret, input.AddReplicaRegions, input.ForceOverwriteReplicaSecret);
    return { ARN: secret.arn, Name: name, VersionId: version?.versionId, ReplicationStatus: replicationStatus(secret) };
  },
};
