import { isDeepStrictEqual } from 'node:util';
import type { AwsPlace } from '../../cloud.ts';
import { isObject } from '../../kernel/json-object.ts';
import { changedTags } from '../changed-tags.ts';
import { deployer } from '../deployer.ts';
import { flag, number, required, structure, structures, tags, text } from '../properties.ts';
import { ResourceError, type ResourceType } from '../resource-type.ts';

interface Generated {
  SecretStringTemplate?: string;
  GenerateStringKey?: string;
}

/** Without a value it holds nothing. */
export const secret: ResourceType = {
  type: 'AWS::SecretsManager::Secret',
  fixed: ['Name'],
  unchangeable: ['ReplicaRegions'],
  attributes: ['Id'],
  properties: {
    Name: text,
    Description: text,
    KmsKeyId: text,
    SecretString: text,
    GenerateSecretString: structure({
      SecretStringTemplate: text,
      GenerateStringKey: text,
      PasswordLength: number,
      ExcludeCharacters: text,
      ExcludeLowercase: flag,
      ExcludeNumbers: flag,
      ExcludePunctuation: flag,
      ExcludeUppercase: flag,
      IncludeSpace: flag,
      RequireEachIncludedType: flag,
    }),
    ReplicaRegions: structures({ Region: required(text), KmsKeyId: text }),
    Tags: tags,
  },
  taken: { by: 'Name', isTaken: (name, { secretsManager }) => secretsManager.secrets.has(name) },
  async create(
    { Name: given, SecretString, GenerateSecretString, ReplicaRegions, ...others },
    { place, stackName, logicalId, generatedName },
  ) {
    checkSource(SecretString, GenerateSecretString);
    const { ARN } = (await place.call(
      'secretsmanager',
      'CreateSecret',
      {
        ...others,
        ClientRequestToken: place.random.uuid('secret of a stack', stackName, logicalId),
        // without the stack's name
        Name: given ?? `${logicalId}-${generatedName(1000).slice(-12)}`,
        SecretString: GenerateSecretString ? await generated(GenerateSecretString, place) : SecretString,
        AddReplicaRegions: ReplicaRegions,
      },
      deployer(place),
    )) as { ARN: string };
    return { physicalId: ARN, arn: ARN, attributes: { Id: ARN } };
  },
  async update({ SecretString, GenerateSecretString, ...wanted }, { physicalId: SecretId, properties: before }, { place }) {
    const ask = (operation: string, input: object) => place.call('secretsmanager', operation, { SecretId, ...input }, deployer(place));
    checkSource(SecretString, GenerateSecretString);
    const draws = GenerateSecretString && !isDeepStrictEqual(GenerateSecretString, before.GenerateSecretString);
    const value = draws ? await generated(GenerateSecretString, place) : SecretString === before.SecretString ? undefined : SecretString;
    await ask('UpdateSecret', {
      ...(value !== undefined && {
        SecretString: value,
        ClientRequestToken: place.random.uuid('change of a secret', SecretId, place.clock.now()),
      }),
      ...(wanted.Description !== before.Description && { Description: wanted.Description ?? '' }),
      ...(wanted.KmsKeyId !== undefined && { KmsKeyId: wanted.KmsKeyId }),
    });
    const { set, gone } = changedTags(before.Tags, wanted.Tags);
    if (gone.length > 0) await ask('UntagResource', { TagKeys: gone });
    if (set.length > 0) await ask('TagResource', { Tags: set });
    return undefined;
  },
  async delete({ physicalId: SecretId, properties }, place) {
    const ask = (operation: string, input: object) => place.call('secretsmanager', operation, input, deployer(place));
    const regions = (properties.ReplicaRegions ?? []).map(({ Region }: { Region: string }) => Region);
    if (regions.length > 0) await ask('RemoveRegionsFromReplication', { SecretId, RemoveReplicaRegions: regions });
    await ask('DeleteSecret', { SecretId, ForceDeleteWithoutRecovery: true });
  },
};

/** @throws ResourceError */
function checkSource(given: string | undefined, drawn: Generated | undefined): void {
  if (given !== undefined && drawn) throw new ResourceError('properties SecretString and GenerateSecretString: a secret has one of them');
}

/** A password, alone or as a member of a JSON object. */
async function generated({ SecretStringTemplate, GenerateStringKey, ...wanted }: Generated, place: AwsPlace): Promise<string> {
  if ((SecretStringTemplate === undefined) !== (GenerateStringKey === undefined))
    throw new ResourceError('property GenerateSecretString: SecretStringTemplate and GenerateStringKey go together');
  const { RandomPassword } = (await place.call('secretsmanager', 'GetRandomPassword', wanted, deployer(place))) as {
    RandomPassword: string;
  };
  if (SecretStringTemplate === undefined) return RandomPassword;
  return JSON.stringify({ ...parsed(SecretStringTemplate), [GenerateStringKey!]: RandomPassword });
}

function parsed(template: string): object {
  try {
    const value: unknown = JSON.parse(template);
    if (isObject(value)) return value;
  } catch {
    // told below
  }
  throw new ResourceError(`property GenerateSecretString.SecretStringTemplate has to be a JSON object, not ${JSON.stringify(template)}`);
}
