import { expect, test } from 'vitest';
import { sharedDeployment } from './deployment.ts';
import { withoutKeyStore } from './environment-file.ts';

const deployment = sharedDeployment({ byTheClock: true });

/** A metric that CloudWatch would have made of the logs: its name, its dimensions and their values. */
interface Counted {
  namespace: string;
  name: string;
  dimensions: Record<string, string>;
  value: number;
  at: number;
}

/** As CloudWatch reads lines in its embedded metric format. */
function counted(): Counted[] {
  const { home } = deployment();
  const streams = [...home.logs.groups.values()].flatMap(({ streams: of }) => [...of.values()]);
  const documents = streams.flatMap(({ events }) => events.map(({ message }) => message)).filter((line) => line.startsWith('{'));
  return documents.flatMap((line) => {
    const document = JSON.parse(line);
    const { Timestamp: at, CloudWatchMetrics = [] } = document._aws ?? {};
    return CloudWatchMetrics.flatMap(({ Namespace: namespace, Dimensions: [names], Metrics }: any) =>
      Metrics.map(({ Name: name }: any) => {
        const dimensions = Object.fromEntries(names.map((one: string) => [one, document[one]]));
        return { namespace, name, dimensions, value: document[name], at };
      }),
    );
  });
}

/** The names of the deployed alarms that look at such a metric. */
function alarmsOn({ namespace, name, dimensions }: Counted): string[] {
  const alarms: any[] = [...deployment().home.cloudwatch.alarms.all.values()];
  return alarms
    .filter(({ Namespace, MetricName }) => Namespace === namespace && MetricName === name)
    .filter(({ Dimensions }) => Object.keys(dimensions).length === Dimensions.length)
    .filter(({ Dimensions }) => Dimensions.every(({ Name, Value }: any) => dimensions[Name] === Value))
    .map(({ AlarmName }) => AlarmName);
}

test('a run that fails for a condition of its cluster is counted where an alarm looks', async () => {
  deployment().home.cloudhsmv2.fates.hsms.push({ ends: 'DEGRADED' });

  expect((await deployment().run(withoutKeyStore({ name: 'degraded' }))).error).toBe('HsmDegraded');

  // beside the looks that schedules take
  const [one, ...others] = counted().filter(({ name }) => name !== 'HealthLooks');
  expect(others).toEqual([]);
  expect(one).toMatchObject({ value: 1, dimensions: { Kind: 'domain' } });
  expect(one!.at).toBeLessThanOrEqual(deployment().home.clock.now());
  expect(alarmsOn(one!)).toEqual(['cloudhsm-lifecycle-dev-run-failed-domain']);
});

test('one that fails for its file, or because another is at work, wakes nobody', async () => {
  expect((await deployment().run(withoutKeyStore({ name: 'bad', hsmCount: 0 }))).error).toBe('InvalidEnvironment');
  const { clock } = deployment().home;
  const hold = clock.hold();
  const started = [2, 1].map((hsmCount) => deployment().start(withoutKeyStore({ name: 'twice', hsmCount, purpose: 'testing' })));
  const executions = await Promise.all(started);
  hold.release();
  await clock.idle();
  const ends = await Promise.all(executions.map((execution) => deployment().ended(execution)));
  expect(ends.map(({ error }) => error).toSorted()).toEqual(['LeaseHeld', undefined]);

  const kinds = counted().map(({ dimensions }) => dimensions.Kind);
  expect(kinds).toEqual(expect.arrayContaining(['bad input', 'held']));
  const silent = counted().filter(({ dimensions }) => ['bad input', 'held'].includes(dimensions.Kind!));
  expect(silent.flatMap(alarmsOn)).toEqual([]);
});
