import { describe, expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';

const detail = { name: 'production', hsms: 3, 'cluster id': 'cluster-1', text: 'say "yes"', zones: [{ name: 'us-east-1a' }] };

/** What a queue gets of one event by a target's input. */
async function inputOf(input: object) {
  const emulator = await localAws();
  const { events, sqs, clock } = emulator.home;
  const inbox = sqs.createQueue('inbox');
  const letters = sqs.createQueue('dead-letters');
  const targets = [{ Id: 'inbox', Arn: inbox, DeadLetterConfig: { Arn: letters }, ...input }];
  events.rules.put({ name: 'requested', eventPattern: { source: ['test'] }, targets });
  events.emit({ source: 'test', detailType: 'Tested', detail });
  await clock.idle();
  return { body: sqs.messages(inbox)[0]?.body, deadLetters: sqs.messages(letters) };
}

describe('a target’s input', () => {
  it.each([
    ['$.detail', JSON.stringify(detail)],
    ['$.detail.hsms', '3'],
    ['$.detail.zones[0].name', '"us-east-1a"'],
    ['$.detail.cluster id', '"cluster-1"'],
    ['$.detail-type', '"Tested"'],
    ['$.detail.missing.deeper', 'null'],
    ['$.detail.constructor', 'null'],
    ['$.detail.zones.length', 'null'],
  ])('is the part of the event at %s', async (InputPath, expected) => {
    expect((await inputOf({ InputPath })).body).toBe(expected);
  });

  it.each(['detail', "$.detail['cluster id']", '$.detail["name"]'])('is refused where it is to be at %s', async (path) => {
    await expect(inputOf({ InputPath: path })).rejects.toThrow('InputPath for target inbox is invalid.');
    const InputTransformer = { InputPathsMap: { part: path }, InputTemplate: '<part>' };
    await expect(inputOf({ InputTransformer })).rejects.toThrow('InputPath for target inbox is invalid.');
  });

  it('is a constant', async () => {
    expect((await inputOf({ Input: '{"audit": true}' })).body).toBe('{"audit": true}');
  });

  it('is made of parts: as JSON outside quotes, as text inside', async () => {
    const InputTransformer = {
      InputPathsMap: {
        name: '$.detail.name',
        hsms: '$.detail.hsms',
        zones: '$.detail.zones',
        text: '$.detail.text',
        none: '$.detail.none',
      },
      InputTemplate:
        '{"name": <name>, "hsms": <hsms>, "zones": <zones>, "line": "<name> with <hsms>: <text><none>", "rule": <aws.events.rule-name>, "arn": "<aws.events.rule-arn>", "at": <aws.events.event.ingestion-time>}',
    };
    expect(JSON.parse((await inputOf({ InputTransformer })).body!)).toEqual({
      name: 'production',
      hsms: 3,
      zones: [{ name: 'us-east-1a' }],
      line: 'production with 3: say "yes"',
      rule: 'requested',
      arn: 'arn:aws:events:us-east-1:123456789012:rule/requested',
      at: '2026-01-05T09:00:00Z',
    });
  });

  it('has nothing that is not in the event, whatever a part is called', async () => {
    const InputPathsMap = JSON.parse('{"__proto__":"$.detail.toString","valueOf":"$.detail.name"}');
    const InputTransformer = { InputPathsMap, InputTemplate: '{"a": <__proto__>, "b": <valueOf>}' };
    expect((await inputOf({ InputTransformer })).body).toBe('{"a":"","b":"production"}');
  });

  it('may hold the whole event', async () => {
    const InputTransformer = { InputTemplate: '{"event": <aws.events.event.json>}' };
    expect(JSON.parse((await inputOf({ InputTransformer })).body!).event).toMatchObject({ source: 'test', detail: { hsms: 3 } });
  });

  it('that is not JSON goes to the dead-letter queue', async () => {
    const { body, deadLetters } = await inputOf({
      InputTransformer: { InputPathsMap: { name: '$.detail.name' }, InputTemplate: '{"name": <name>' },
    });
    expect(body).toBeUndefined();
    expect(deadLetters[0]!.attributes.ERROR_CODE!.StringValue).toBe('INVALID_JSON');
  });
});
