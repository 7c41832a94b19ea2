import { isJson, readJson } from '../../kernel/read-json.ts';
import type { EcsNeeds } from './needs.ts';
import type { ContainerDefinition, KeyValue } from './task-definition.ts';

/**
 * The values of a container's secrets, read under the execution role.
 *
 * @throws Error in the words of Fargate's ResourceInitializationError
 */
export async function secretsOf(
  place: EcsNeeds,
  container: ContainerDefinition,
  executionRole: string,
  taskId: string,
): Promise<KeyValue[]> {
  const caller = place.iam.roleCaller(executionRole, taskId);
  const values: KeyValue[] = [];
  for (const { name, valueFrom } of container.secrets ?? []) {
    const { secret, jsonKey, stage, version } = secretReference(valueFrom);
    const input = { SecretId: secret, VersionStage: stage, VersionId: version };
    const { SecretString } = (await place.call('secretsmanager', 'GetSecretValue', defined(input), caller).catch((error: Error) => {
      throw new Error(
        `service call has been retried 1 time(s): failed to fetch secret ${secret} from secrets manager: ${error.name}: ${error.message}`,
      );
    })) as { SecretString: string };
    values.push({ name, value: jsonKey ? memberOf(SecretString, jsonKey) : SecretString });
  }
  return values;
}

/** `arn:aws:secretsmanager:region:account:secret:name[:json key[:stage[:version]]]`, or a plain name. */
function secretReference(valueFrom: string) {
  const parts = valueFrom.split(':');
  const [jsonKey, stage, version] = valueFrom.startsWith('arn:') ? parts.slice(7).map((part) => part || undefined) : [];
  return { secret: valueFrom.startsWith('arn:') ? parts.slice(0, 7).join(':') : valueFrom, jsonKey, stage, version };
}

function memberOf(json: string, key: string): string {
  const missing = new Error(`retrieved secret from Secrets Manager did not contain json key ${key}`);
  const document: unknown = isJson(json) ? readJson(json) : undefined;
  if (typeof document !== 'object' || document === null || !Object.hasOwn(document, key)) throw missing;
  return String((document as Record<string, unknown>)[key]);
}

function defined(input: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}
