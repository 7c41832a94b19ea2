import { describe, expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';

async function scheduled(scheduleExpression: string) {
  const emulator = await localAws();
  const { sqs, events } = emulator.home;
  const inbox = sqs.createQueue('inbox');
  const ruleArn = events.rules.put({ name: 'audit', scheduleExpression, targets: [{ Id: 'inbox', Arn: inbox }] });
  return { clock: emulator.home.clock, events, sqs, ruleArn, times: () => sqs.messages(inbox).map(({ body }) => JSON.parse(body).time) };
}

describe('a scheduled rule', () => {
  it('sends its event when virtual time passes, and moves no time by itself', async () => {
    const { clock, sqs, ruleArn, times } = await scheduled('cron(0 3 * * ? *)');
    await clock.idle();
    expect(times()).toEqual([]);
    await clock.advance(2 * 86_400);
    await clock.idle();
    expect(times()).toEqual(['2026-01-06T03:00:00Z', '2026-01-07T03:00:00Z']);
    expect(JSON.parse(sqs.messages('inbox')[0]!.body)).toMatchObject({
      source: 'aws.events',
      'detail-type': 'Scheduled Event',
      resources: [ruleArn],
      detail: {},
    });
  });

  it('fires at a rate, not while it is switched off, and not once it is deleted', async () => {
    const { clock, events, times } = await scheduled('rate(1 hour)');
    await clock.advance(3600);
    events.rules.switch('audit', 'DISABLED');
    await clock.advance(2 * 3600);
    events.rules.switch('audit', 'ENABLED');
    await clock.advance(3600);
    events.rules.delete('audit');
    await clock.advance(5 * 3600);
    expect(times()).toEqual(['2026-01-05T10:00:00Z', '2026-01-05T13:00:00Z']);
  });

  it('does not fire where its next time is beyond all dates, and time goes on', async () => {
    const { clock, times } = await scheduled(`rate(${'9'.repeat(240)} days)`);
    await clock.advance(3600);
    expect(clock.date().toISOString()).toBe('2026-01-05T10:00:00.000Z');
    expect(times()).toEqual([]);
  });

  it('fires on a new schedule only, once it has one', async () => {
    const { clock, events, times } = await scheduled('rate(1 hour)');
    events.rules.declare({ Name: 'audit', ScheduleExpression: 'rate(2 hours)' });
    await clock.advance(2.5 * 3600);
    expect(times()).toEqual(['2026-01-05T11:00:00Z']);
  });
});
