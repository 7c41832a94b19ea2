import { execFileSync, type StdioOptions } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { clientPackages } from '../infrastructure/client-sdk.ts';
import { notePublishedImage } from '../infrastructure/hsm-users-image.ts';

/**
 * Builds the image of tasks/hsm-users, with the base image of today and the CloudHSM CLI of a version whose SHA-256 is known, and pushes
 * it to the repository of a deployed stage under a tag of its own: the repository lets no tag be moved. Prints the URI, and notes it for
 * the next deployment of that stage with its digest and what is in it. Needs Docker, the AWS CLI and credentials that may push.
 */
const { values } = given();
const { stage, region, 'cli-version': version } = values;
const dockerfile = 'tasks/hsm-users/Dockerfile';

const known = clientPackages().filter(
  ({ platform, architecture, component }) => `${platform} ${architecture} ${component}` === 'al2023 x86_64 cli',
);
const cli = known.find((candidate) => candidate.version === version);
if (!cli) {
  const versions = known.map((candidate) => candidate.version).join(', ');
  end(2, `the SHA-256 of the CloudHSM CLI ${version} is not known; known are ${versions}. docs/operations.md says how to add one`);
}

run('docker', ['--version']);
run('npm', ['run', '--silent', 'build']);
const name = `cloudhsm-lifecycle-${stage}/hsm-users`;
// AWS knows best: the host's last part differs between partitions
const repository = aws(['ecr', 'describe-repositories', '--repository-names', name, '--query', 'repositories[0].repositoryUri']);
const registry = repository.slice(0, repository.indexOf('/'));
const builtAt = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
const program = createHash('sha256');
for (const file of ['index', 'run-task']) program.update(readFileSync(`dist/hsm-users/${file}.mjs`));
const tag = `${builtAt}-${program.digest('hex').slice(0, 12)}-cli-${version}`;
const uri = `${repository}:${tag}`;

run('docker', ['login', '--username', 'AWS', '--password-stdin', registry], aws(['ecr', 'get-login-password']));
const built = ['--platform', 'linux/amd64', '--build-arg', `CLOUDHSM_CLI_VERSION=${version}`];
run('docker', ['build', '--pull', '--no-cache', ...built, '--file', dockerfile, '--tag', uri, '.']);
run('docker', ['push', uri]);
const images = ['--repository-name', name, '--image-ids', `imageTag=${tag}`];
const digest = aws(['ecr', 'describe-images', ...images, '--query', 'imageDetails[0].imageDigest']);
notePublishedImage('.', stage, region, { uri, digest, cli });
console.log(uri);

function given() {
  try {
    return parseArgs({
      options: {
        stage: { type: 'string', default: 'dev' },
        region: { type: 'string', default: 'us-east-1' },
        'cli-version': { type: 'string', default: '5.18.0' },
      },
    });
  } catch (error) {
    return end(2, (error as Error).message);
  }
}

function aws(args: string[]): string {
  return done('aws', [...args, '--region', region, '--output', 'text'], ['ignore', 'pipe', 2]).trim();
}

function run(command: string, args: string[], input?: string): void {
  done(command, args, [input === undefined ? 'ignore' : 'pipe', 2, 2], input);
}

/** What a program prints. Where it fails, what it has said of that stands above. */
function done(command: string, args: string[], stdio: StdioOptions, input?: string): string {
  try {
    return execFileSync(command, args, { stdio, input, encoding: 'utf8' }) ?? '';
  } catch (error) {
    const { code, status } = error as { code?: string; status?: number | null };
    if (code === 'ENOENT') return end(1, `there is no ${command} here: it needs Docker, the AWS CLI and credentials that may push`);
    const deployed =
      args[1] === 'describe-repositories'
        ? `; the repository is there once the stage is deployed (npx serverless deploy --stage ${stage} --region ${region})`
        : '';
    return end(1, `${[command, ...args].join(' ')} ended with ${status ?? code}${deployed}`);
  }
}

function end(code: number, problem: string): never {
  console.error(`publish-image: ${problem}`);
  process.exit(code);
}
