import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { notePublishedImage } from '../infrastructure/hsm-users-image.ts';

/**
 * Builds the image of tasks/hsm-users, with the base image and the CloudHSM CLI as they are today, and pushes it to the repository of
 * a deployed stage under a tag of its own: the repository lets no tag be moved. Prints the URI and notes it for the next deployment of
 * that stage. Needs Docker, the AWS CLI and credentials that may push.
 */
const { values } = parseArgs({ options: { stage: { type: 'string', default: 'dev' }, region: { type: 'string', default: 'us-east-1' } } });
const { stage, region } = values;
const dockerfile = 'tasks/hsm-users/Dockerfile';

run('npm', ['run', '--silent', 'build']);
const name = `cloudhsm-lifecycle-${stage}/hsm-users`;
// AWS knows best: the host's last part differs between partitions
const repository = aws(['ecr', 'describe-repositories', '--repository-names', name, '--query', 'repositories[0].repositoryUri']);
const registry = repository.slice(0, repository.indexOf('/'));
const builtAt = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
const program = createHash('sha256').update(readFileSync('dist/hsm-users/index.mjs')).digest('hex').slice(0, 12);
const image = `${repository}:${builtAt}-${program}`;

execFileSync('docker', ['login', '--username', 'AWS', '--password-stdin', registry], {
  input: aws(['ecr', 'get-login-password']),
  stdio: ['pipe', 2, 2],
});
run('docker', ['build', '--pull', '--no-cache', '--platform', 'linux/amd64', '--file', dockerfile, '--tag', image, '.']);
run('docker', ['push', image]);
notePublishedImage('.', stage, region, image);
console.log(image);

function aws(args: string[]): string {
  return execFileSync('aws', [...args, '--region', region, '--output', 'text'], { encoding: 'utf8' }).trim();
}

function run(command: string, args: string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 2, 2] });
}
