import { afterEach, expect, test } from 'vitest';
import { type ErrorName, errorTable } from '../../../core/errors/error-table.ts';
import { type DeploymentOptions, type Run, room, sharedDeployment } from '../deployment.ts';
import { type EnvironmentFile, withoutKeyStore } from '../environment-file.ts';
import { commandsIn, holesIn } from './aws-command.ts';
import { deployQuotas } from './hands.ts';
import { Scene } from './scene.ts';

/** A failure, and its remedy taken at its word. */
export interface RemedyCase {
  error: ErrorName;
  /** What has happened, as in `a cluster that failed`. */
  what: string;
  /** By default a new environment without a key store. */
  file?: EnvironmentFile;
  /** The environment stands before that happens. */
  stands?: true;
  /** Makes it happen, now or in the run. */
  breaks?: (scene: Scene) => unknown;
  /** The run that fails; by default one that provisions. */
  fails?: (scene: Scene) => Promise<Run>;
  /** The invariant that somebody else breaks meanwhile, in its words. */
  broken?: RegExp;
  /** What the cause says beside the remedy. */
  problem?: RegExp;
  /** The whole remedy. */
  remedy: RegExp;
  /** Does what the remedy says; by default its commands are typed, one after the other. */
  follow?: (scene: Scene, failed: Run, commands: string[]) => unknown;
  /** The remedy says that it cannot be mended by starting again. */
  hopeless?: true;
}

/** Tests that each case fails as it says, and that the environment comes up once its remedy is followed to the letter. */
export function followRemedies(cases: RemedyCase[], options?: DeploymentOptions): void {
  const deployment = sharedDeployment(options);
  const standing = new Set<string>();
  afterEach(() => {
    const { home } = deployment();
    Object.assign(home.account, { durations: {}, zonesWithoutCloudHsm: [], quotas: { ...room } });
    deployQuotas(home, room);
    home.faults.clear();
  });
  for (const [index, one] of cases.entries()) {
    test(`${one.error}: ${one.what}`, async () => {
      const scene = new Scene(deployment(), one.file ?? withoutKeyStore({ name: `case-${index}` }));
      if (one.stands && !standing.has(scene.file.name)) expect(await scene.run()).toMatchObject({ status: 'SUCCEEDED' });
      standing.add(scene.file.name);
      await one.breaks?.(scene);
      const failed = await (one.fails?.(scene) ?? scene.run(one.broken));
      const { error, problem = /./, remedy } = one;
      // commands say their region: `type` holds them to it
      const withoutRegion = (text: string) => text.replaceAll(` --region ${scene.home.region}`, '');
      expect({ ...failed, message: withoutRegion(failed.message), remedy: withoutRegion(failed.remedy) }).toMatchObject({
        status: 'FAILED',
        error,
        message: expect.stringMatching(problem),
        remedy: expect.stringMatching(remedy),
      });
      namesWhatIsBilled(scene, failed);

      const commands = commandsIn(`${failed.message} ${failed.remedy}`);
      expect(commands.flatMap(holesIn)).toEqual([]);
      const { faults, account } = scene.home;
      faults.clear();
      account.durations = {};
      await followed(one, scene, failed, commands);
      if (one.hopeless) return;
      const again = await scene.run();
      expect(again.status, `${again.error}: ${again.message}`).toBe('SUCCEEDED');
    });
  }
}

async function followed({ follow }: RemedyCase, scene: Scene, failed: Run, commands: string[]): Promise<void> {
  if (follow) await follow(scene, failed, commands);
  else for (const command of commands) await scene.type(command);
  await scene.home.clock.idle();
}

/** A request that was refused at the door has no environment, and where another run is at work, what stands is its to say. */
function namesWhatIsBilled({ home, file }: Scene, { error, message, states }: Run): void {
  if (states.at(0) === 'ValidateRequest' && !states.includes('AcquireLease')) return;
  if (errorTable[error as ErrorName].kind === 'held') return;
  const ours = [...home.cloudhsmv2.clusters.values()].filter(({ tags }) => tags.get('cloudhsm-lifecycle:environment') === file.name);
  const billed = ours.flatMap(({ hsms }) => hsms).filter(({ state }) => state !== 'DELETED' && state !== 'DELETE_IN_PROGRESS');
  expect(billed.map(({ hsmId }) => hsmId).filter((id) => !message.includes(id))).toEqual([]);
}
