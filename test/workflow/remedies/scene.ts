import type { AwsPlace } from '../../../emulator/cloud.ts';
import { loadModel } from '../../../emulator/models/model.ts';
import type { Cluster } from '../../../emulator/services/cloudhsmv2/cluster.ts';
import type { HsmUser } from '../../../emulator/services/cloudhsmv2/hsm-user.ts';
import type { CustomKeyStore } from '../../../emulator/services/kms/key-stores/custom-key-store.ts';
import { withToken } from '../../client-request-token.ts';
import { cli, program } from '../../emulator/data-plane/programs.ts';
import type { Deployment, Run } from '../deployment.ts';
import type { EnvironmentFile } from '../environment-file.ts';
import { holesIn, readAwsCommand } from './aws-command.ts';
import { hands, singleOptions } from './hands.ts';

/** An environment in a deployment, and what people do to it. */
export class Scene {
  readonly deployment: Deployment;
  /** What is asked for. A remedy may ask for something else. */
  file: EnvironmentFile;
  /** Who types commands beside the HSMs, where that is another than `admin`. */
  otherAdmin: HsmUser | undefined;
  /** The texts of files that commands name. */
  readonly files = new Map<string, string>();

  constructor(deployment: Deployment, file: EnvironmentFile) {
    this.deployment = deployment;
    this.file = file;
  }

  get home(): AwsPlace {
    return this.deployment.home;
  }

  /** The environment's newest cluster. */
  get cluster(): Cluster {
    const clusters = [...this.home.cloudhsmv2.clusters.values()];
    return clusters.findLast(({ tags }) => tags.get('cloudhsm-lifecycle:environment') === this.file.name)!;
  }

  /** @param broken the invariant that somebody else has broken, in its words */
  run(broken?: RegExp): Promise<Run> {
    return this.deployment.run(this.file, 'provision', broken);
  }

  /** The key store over the newest cluster. */
  get keyStore(): CustomKeyStore {
    return [...this.home.kms.customKeyStores.values()].find(({ clusterId }) => clusterId === this.cluster.clusterId)!;
  }

  users(name: string): HsmUser[] {
    return this.cluster.hsms.flatMap(({ users }) => users.filter(({ username }) => username === name));
  }

  /** The name of a user's secret, or of the trust anchor's. */
  secretName(of: string): string {
    return `cloudhsm-lifecycle/dev/${this.file.name}/${of}`;
  }

  secret(of: string) {
    return [...this.home.secretsManager.existing(this.secretName(of)).versions.values()].at(-1)!;
  }

  password(user: string): string {
    return (JSON.parse(this.secret(user).secretString!) as { password: string }).password;
  }

  /**
   * Types a command of a remedy as it stands, and waits until AWS has done it.
   *
   * @throws Error for one that nobody could run so
   */
  async type(command: string): Promise<void> {
    const holes = holesIn(command);
    if (holes.length > 0) throw new Error(`${holes.join(', ')} is left to guess: ${command}`);
    if (command.startsWith('cloudhsm-cli ')) return this.#typeAtHsms(command);
    const byHand = hands[command.split(' ').slice(1, 3).join(' ')];
    if (byHand) return byHand(this.home, singleOptions(command));
    await this.send(command);
    await this.home.clock.idle();
  }

  /** Sends what a command of the AWS CLI sends, and waits for nothing more. */
  async send(command: string): Promise<void> {
    const { service, operation, input, region } = readAwsCommand(command, (path) => this.files.get(path) ?? missing(path));
    if (region !== undefined && region !== this.home.region) throw new Error(`it is followed in ${region}: ${command}`);
    await this.home.call(service, operation, withToken(loadModel(service), operation, input), person);
  }

  /** Beside the HSMs, as an admin; where the CLI asks for a password, the user's secret holds it. */
  async #typeAtHsms(command: string): Promise<void> {
    const { emulator } = this.deployment;
    await program(emulator, 'configure-cli', ['-a', ...this.cluster.hsms.map(({ eniIp }) => eniIp), '--disable-key-availability-check']);
    const user = singleOptions(command).username!;
    const asked = /user (create|change-password)/.test(command) ? ` --password ${this.password(user)}` : '';
    const { username, password } = this.otherAdmin ?? { username: 'admin', password: this.password('admin') };
    const login = { CLOUDHSM_ROLE: 'admin', CLOUDHSM_PIN: `${username}:${password}` };
    const { error_code, data } = await cli(emulator, `${command.replace('cloudhsm-cli ', '')}${asked}`, login);
    if (error_code !== 0) throw new Error(`${command}: ${data}`);
  }
}

const person = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' } as const;

function missing(path: string): never {
  throw new Error(`nobody has written the file ${path}`);
}
