import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { type Answer, answerOf, lastLines } from './answer.ts';
import type { Ended, Execute } from './execute.ts';
import type { Limits } from './limits.ts';
import type { Log } from './log.ts';
import { TaskFailure } from './task-failure.ts';

export interface Login {
  username: string;
  password: string;
  role: 'admin' | 'crypto-user';
}

interface CloudHsmCliOptions {
  execute: Execute;
  /** The environment of its processes: PATH leads to the programs. */
  variables: NodeJS.ProcessEnv;
  limits: Limits;
  log: Log;
}

/** So much of the CLI's own log goes into the task's when something failed. */
const logTailLines = 40;

/** The programs of AWS CloudHSM's Client SDK 5, run one after the other. */
export class CloudHsmCli {
  readonly #options: CloudHsmCliOptions;

  constructor(options: CloudHsmCliOptions) {
    this.#options = options;
  }

  /**
   * Runs one command of the CloudHSM CLI. A password in `args` is seen by this container's processes alone, which end with the step.
   *
   * @param login whom the command is run as
   * @throws TaskFailure where there is no program, or no time left
   */
  async run(args: string[], login?: Login): Promise<Answer> {
    const credentials = login && { CLOUDHSM_ROLE: login.role, CLOUDHSM_PIN: `${login.username}:${login.password}` };
    const answer = answerOf(await this.#execute('cloudhsm-cli', args, credentials));
    if (!answer.ok) this.#options.log.say(`${command(args)}: ${answer.kind}: ${answer.words}`);
    return answer;
  }

  /**
   * Points the CLI at the HSMs, and at the root that their certificate has to lead to. Their addresses are given, so that nobody has to
   * ask the CloudHSM API; with one HSM, or two of which one is being replaced, keys are available enough for what is done here.
   */
  async configure(addresses: string[], rootCertificateFile: string): Promise<void> {
    const args = ['-a', ...addresses, '--hsm-ca-cert', rootCertificateFile, '--disable-key-availability-check'];
    const { status, stdout, stderr } = await this.#execute('configure-cli', args);
    if (status !== 0) throw new TaskFailure('UserTaskFailed', `configure-cli (${status}): ${lastLines(`${stdout}\n${stderr}`)}`);
  }

  /** Which CLI this is, and what it takes the cluster for. */
  async describe(): Promise<string> {
    const { stdout } = await this.#execute('cloudhsm-cli', ['--version']);
    return `${stdout.trim() || 'cloudhsm-cli of an unknown version'}, cluster type ${this.#configuredType()}`;
  }

  /** The end of the CLI's own log, which says why it comes to no session; empty where it wrote none. */
  logTail(): string[] {
    const file = join(this.#folder(), 'run', 'cloudhsm-cli.log');
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-logTailLines) : [];
  }

  async #execute(program: string, args: string[], credentials: NodeJS.ProcessEnv = {}): Promise<Ended> {
    const { execute, variables, limits } = this.#options;
    const limitSeconds = limits.commandSeconds;
    const doing = program === 'cloudhsm-cli' ? command(args) : program;
    if (limitSeconds === 0) throw new TaskFailure('WaitDeadlineExceeded', `the time of the task was over before ${doing}`);
    const ended = await execute(program, args, { env: { ...variables, ...credentials }, limitSeconds });
    if (ended.status === 'not found') throw new TaskFailure('UserTaskFailed', `the image holds no program ${program}`);
    return ended;
  }

  #configuredType(): string {
    try {
      const { clusters } = JSON.parse(readFileSync(join(this.#folder(), 'etc', 'cloudhsm-cli.cfg'), 'utf8')) as {
        clusters: { type: string }[];
      };
      return clusters.map(({ type }) => type).join(', ');
    } catch {
      return 'unknown';
    }
  }

  /** /opt/cloudhsm: programs, configuration and log stand in one folder. */
  #folder(): string {
    const bin = (this.#options.variables.PATH ?? '').split(delimiter).find((folder) => existsSync(join(folder, 'cloudhsm-cli')));
    return bin ? dirname(bin) : '/opt/cloudhsm';
  }
}

/** The words of a command and the user that it is about, without its passwords. */
function command(args: string[]): string {
  const option = args.findIndex((arg) => arg.startsWith('--'));
  const words = option === -1 ? args : args.slice(0, option);
  const user = args.indexOf('--username');
  return ['cloudhsm-cli', ...words, ...(user === -1 ? [] : args.slice(user, user + 2))].join(' ');
}
