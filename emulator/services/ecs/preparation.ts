import { secretsOf } from './secrets.ts';
import type { EcsPlace } from './state.ts';
import { rolesOf, type TaskRecord } from './task.ts';
import { type ContainerDefinition, isEcr, type KeyValue } from './task-definition.ts';

/** A task that cannot start: the reason as DescribeTasks shows it. */
export class CannotStart extends Error {}

/**
 * What Fargate does before it starts containers: registry authorization, image, secrets, log stream, each over the task's network
 * and under its execution role. Resolves with the secrets of each container, by its name.
 *
 * The texts are those of stopped tasks as their owners report them. A connection that times out takes minutes on AWS; here it is
 * part of the time that a task takes to start.
 *
 * @throws CannotStart
 */
export async function prepare(place: EcsPlace, task: TaskRecord): Promise<Map<string, KeyValue[]>> {
  const { executionRole } = rolesOf(task.definition, task.shown.overrides);
  const { subnetIds, securityGroupIds } = task.network;
  const cut = new Set(place.ec2.unreachable(subnetIds, securityGroupIds, ['ecr.api', 'ecr.dkr', 's3', 'logs', 'secretsmanager']));
  const denied = (action: string, resources: string[]) =>
    executionRole ? place.iam.denial(place.iam.roleCaller(executionRole, task.id), action, resources) : undefined;
  const secrets = new Map<string, KeyValue[]>();
  for (const container of task.definition.containerDefinitions) {
    if (isEcr(container.image)) checkRegistry(place, cut, denied);
    secrets.set(container.name, await retrieveSecrets(place, container, executionRole, cut, task.id));
    checkImage(place, container.image, cut, denied);
    checkLogs(place, container, cut, denied, task.id);
  }
  return secrets;
}

type Denied = (action: string, resources: string[]) => string | undefined;

const initialization = 'ResourceInitializationError: unable to pull secrets or registry auth:';

function checkRegistry(place: EcsPlace, cut: Set<string>, denied: Denied): void {
  const url = `https://api.ecr.${place.region}.amazonaws.com/`;
  if (cut.has('ecr.api')) {
    const why = `There is a connection issue between the task and Amazon ECR. Check your task network configuration.`;
    const cause = `RequestError: send request failed caused by: Post "${url}": dial tcp: i/o timeout`;
    throw new CannotStart(`${initialization} The task cannot pull registry auth from Amazon ECR: ${why} ${cause}`);
  }
  const denial = denied('ecr:GetAuthorizationToken', ['*']);
  if (denial) {
    const failed = 'execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 1 time(s):';
    throw new CannotStart(`${initialization} ${failed} AccessDeniedException: ${denial}`);
  }
}

async function retrieveSecrets(
  place: EcsPlace,
  container: ContainerDefinition,
  executionRole: string | undefined,
  cut: Set<string>,
  taskId: string,
): Promise<KeyValue[]> {
  if (!container.secrets?.length) return [];
  const failed = `${initialization} execution resource retrieval failed: unable to retrieve secret from asm:`;
  if (cut.has('secretsmanager')) {
    const why = 'There is a connection issue between the task and AWS Secrets Manager. Check your task network configuration.';
    throw new CannotStart(`${failed} ${why}`);
  }
  return secretsOf(place, container, executionRole!, taskId).catch((error: Error) => {
    throw new CannotStart(`${failed} ${error.message}`);
  });
}

function checkImage(place: EcsPlace, image: string, cut: Set<string>, denied: Denied): void {
  const failed = (times: number, why: string) =>
    new CannotStart(
      `CannotPullContainerError: pull image manifest has been retried ${times} time(s): failed to resolve ref ${image}: ${why}`,
    );
  const ecr = isEcr(image);
  if (ecr) {
    const [host, tag] = [image.split('/')[0], /:([^:/]+)$/.exec(image)?.[1] ?? 'latest'];
    const head = `Head "https://${host}/v2/${ecr.repository}/manifests/${tag}"`;
    if (cut.has('ecr.dkr')) throw failed(5, `failed to do request: ${head}: dial tcp: i/o timeout`);
    const repository = [place.arn('ecr', `repository/${ecr.repository}`)];
    const actions = ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'];
    if (actions.map((action) => denied(action, repository)).some((denial) => denial))
      throw failed(1, `unexpected status from HEAD request to https://${host}/v2/${ecr.repository}/manifests/${tag}: 403 Forbidden`);
  }
  if (!place.ecs.images.has(image)) throw failed(7, `${image}: not found`);
  if (ecr && cut.has('s3')) {
    const layer = `https://prod-${place.region}-starport-layer-bucket.s3.${place.region}.amazonaws.com/`;
    const why = `failed to copy: httpReadSeeker: failed open: failed to do request: Get "${layer}": dial tcp: i/o timeout`;
    throw new CannotStart(`CannotPullContainerError: ref pull has been retried 5 time(s): ${why}`);
  }
}

function checkLogs(
  place: EcsPlace,
  { name, logConfiguration }: ContainerDefinition,
  cut: Set<string>,
  denied: Denied,
  taskId: string,
): void {
  if (logConfiguration?.logDriver !== 'awslogs') return;
  const options = logConfiguration.options ?? {};
  const group = options['awslogs-group']!;
  const invalid = 'ResourceInitializationError: failed to validate logger args:';
  if (cut.has('logs')) {
    const what = 'The task cannot find the Amazon CloudWatch log group defined in the task definition.';
    const why = 'There is a connection issue between the task and Amazon CloudWatch. Check your network configuration.';
    throw new CannotStart(`${invalid} ${what} ${why} : signal: killed`);
  }
  const failed = (why: string) =>
    new CannotStart(`${invalid} create stream has been retried 1 times: failed to create Cloudwatch log stream: ${why} : exit status 1`);
  const stream = [place.arn('logs', `log-group:${group}:log-stream:${options['awslogs-stream-prefix']}/${name}/${taskId}`)];
  const create = options['awslogs-create-group'] === 'true' ? ['logs:CreateLogGroup'] : [];
  for (const action of [...create, 'logs:CreateLogStream', 'logs:PutLogEvents']) {
    const denial = denied(action, stream);
    if (denial) throw failed(`AccessDeniedException: ${denial}`);
  }
  if (create.length === 0 && !place.logs.groups.has(group))
    throw failed('ResourceNotFoundException: The specified log group does not exist.');
}
