import { DescribeExecutionCommand, RedriveExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { expect } from 'vitest';
import { request } from '../../local-aws.ts';
import { onNextRequest } from '../deployment.ts';
import { withoutKeyStore } from '../environment-file.ts';
import { goOn, waitInBody } from '../people.ts';
import { putOnRecord } from '../record.ts';
import { commandsIn } from './aws-command.ts';
import { deployQuotas } from './hands.ts';
import type { RemedyCase } from './remedy-case.ts';
import type { Scene } from './scene.ts';

const file = withoutKeyStore({ name: 'requests' });
const mend = /^mend what each line names and start the workflow again; nothing was created$/;

/** What is asked for does not pass, or somebody else is at work. */
export const requestCases: RemedyCase[] = [
  {
    error: 'InvalidEnvironment',
    what: 'a secret that is scheduled for deletion',
    file,
    stands: true,
    breaks: (scene) => request(scene.deployment.emulator, 'secretsmanager', 'DeleteSecret', { SecretId: scene.secretName('application') }),
    problem: /cryptoUsers\.0: the secret \S+ is scheduled for deletion; `aws secretsmanager restore-secret /,
    remedy: mend,
  },
  {
    error: 'InvalidEnvironment',
    what: "a secret that is not tagged as the environment's",
    file,
    stands: true,
    breaks: (scene) => scene.home.secretsManager.existing(scene.secretName('application')).tags?.clear(),
    problem:
      /cryptoUsers\.0: the secret \S+ is not tagged as this environment's; delete it, or make it so: `aws secretsmanager tag-resource /,
    remedy: mend,
  },
  {
    error: 'InvalidEnvironment',
    what: 'a secret that holds no password',
    file,
    stands: true,
    breaks: (scene) => {
      scene.files.set('application.json', scene.secret('application').secretString!);
      scene.secret('application').secretString = 'hunter2';
    },
    problem:
      /cryptoUsers\.0: the secret \S+ is no JSON .*; write \{"username":"application","password":"…"\} .* \(`aws secretsmanager put-secret-value /,
    remedy: mend,
  },
  {
    error: 'InvalidEnvironment',
    what: 'a quota of clusters that is used up',
    breaks: (scene) => quotaIs(scene, 'clusters', 0),
    problem:
      /name: the region has \d+ clusters and its quota is \d+; raise the quota "Clusters per AWS Region and AWS account" \(`aws service-quotas /,
    remedy: mend,
  },
  {
    error: 'InvalidEnvironment',
    what: 'a quota of HSMs that is used up',
    breaks: (scene) => quotaIs(scene, 'hsms', 1),
    problem: /hsmCount: 2 HSMs beside .*; raise the quota "HSMs per AWS Region and AWS account" \(`aws service-quotas /,
    remedy: mend,
  },
  {
    error: 'InvalidEnvironment',
    what: 'an environment that nobody knows',
    file: withoutKeyStore({ name: 'unknown' }),
    fails: ({ deployment }) => deployment.run({ environment: 'unknown', hsms: 2 }, 'scale'),
    problem: /no file of it is on record/,
    remedy:
      /^where it has another name, .* \(`npx hsm list` shows .*\); where it is to be, provision it once with its environment file: `npx hsm init --name unknown` writes unknown\.json .*, and `npx hsm provision -f unknown\.json`/,
    // the next run is that command's
    follow: () => undefined,
  },
  {
    error: 'RecordUnusable',
    what: 'a wait on record that somebody has edited',
    file,
    stands: true,
    breaks: async ({ home }) => {
      await putOnRecord(home, 'requests', 'waiting#provision', 'token', 'of-a-run-that-is-over');
      await putOnRecord(home, 'requests', 'waiting#provision', 'details', '{"address":');
    },
    problem: /Reading the record \(waiting#provision of environment requests\): its details is no JSON: somebody has edited it/,
    remedy: /^take it off \(`aws dynamodb update-item --table-name \S+ --key \S+ --update-expression 'REMOVE details'`\), and start/,
  },
  {
    error: 'RequestOutdated',
    what: 'an event from before the teardown',
    file: withoutKeyStore({ name: 'torn-down' }),
    fails: async ({ deployment, file: detail, home }) => {
      await putOnRecord(home, 'torn-down', 'file', 'tornDownAt', '2026-01-05T09:00:00.000Z');
      return deployment.run({ detail, time: '2026-01-05T08:00:00Z', id: 'late' });
    },
    problem: /it was made at 2026-01-05T08:00:00Z, and the environment was torn down at 2026-01-05T09:00:00\.000Z/,
    remedy: /^send the request again if the environment is still wanted$/,
  },
  {
    error: 'LeaseHeld',
    what: 'another run, which somebody stops',
    fails: async (scene) => {
      const { deployment, home } = scene;
      const first = await deployment.start({ ...scene.file, hsmCount: 3 });
      let late: Promise<string> | undefined;
      onNextRequest(home, 'cloudhsmv2:CreateCluster', () => {
        late = home.clock.during(() => deployment.start(scene.file));
      });
      home.clock.after('ride', 300, 'an operator', () => {
        void home.clock.during(async () => {
          const { cause = '' } = await deployment.sfn.send(new DescribeExecutionCommand({ executionArn: await late }));
          await scene.send(commandsIn(cause).at(-1)!);
        });
      });
      await home.clock.idle();
      expect((await deployment.ended(first)).status).toBe('ABORTED');
      return deployment.ended(await late!);
    },
    problem: /provision is at work on it: arn:\S+:run-\d+/,
    remedy:
      /^wait until it ends \(`npx hsm watch arn:\S+`\), or stop it \(`aws stepfunctions stop-execution --execution-arn arn:\S+`\), and start/,
    follow: () => undefined,
  },
  {
    error: 'LeaseLost',
    what: 'a run that is redriven after another has asked for something else',
    fails: async (scene) => {
      const { deployment, home } = scene;
      const executionArn = await deployment.start(scene.file);
      home.clock.after('ride', 555, 'an operator', () => {
        void home.clock.during(() => deployment.sfn.send(new StopExecutionCommand({ executionArn })));
      });
      await home.clock.idle();
      scene.file = { ...scene.file, hsmCount: 3 };
      expect(await scene.run()).toMatchObject({ status: 'SUCCEEDED' });
      await deployment.sfn.send(new RedriveExecutionCommand({ executionArn }));
      await home.clock.idle();
      return deployment.ended(executionArn);
    },
    problem: /has worked on it since this execution was stopped/,
    remedy: /^where what this one was to do is still wanted, start the workflow again$/,
  },
  {
    error: 'PeopleDeadlineExceeded',
    what: 'nobody who answers',
    fails: async ({ deployment, file: asked, home }) => {
      waitInBody(deployment, 86_400);
      const executionArn = await deployment.start(asked);
      await home.clock.advance(2 * 86_400);
      return deployment.ended(executionArn);
    },
    problem: /Waiting for people \(signature\): nobody answered until /,
    remedy: /^do what the notification asks for and start the workflow again: it goes on from where it was$/,
    follow: ({ deployment }) => goOn(deployment),
  },
];

/** The account may have so many more, and the stack knows it. */
function quotaIs({ home }: Scene, name: 'clusters' | 'hsms', more: number): void {
  const clusters = [...home.cloudhsmv2.clusters.values()].filter(({ state }) => state !== 'DELETED');
  const used = name === 'clusters' ? clusters.length : clusters.flatMap(({ hsms }) => hsms).length;
  home.account.quotas = { ...home.account.quotas, [name]: used + more };
  deployQuotas(home, { [name]: used + more });
}
