import { expect, test } from 'vitest';
import type { Intent } from '../../../../core/intents.ts';
import type { Definition } from '../../../../infrastructure/state-machines/definition.ts';
import { deployedMachines } from '../../../../infrastructure/state-machines/machines.ts';

const definition: Definition = { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } };
const intents: Record<string, Pick<Intent, 'lease'>> = { provision: { lease: 'environment' }, drill: { lease: 'drill' } };

function deployed(...files: string[]) {
  return deployedMachines(new Map(files.map((file) => [file, definition])), intents);
}

test('the envelope is deployed once for each intent, with a body of its own', () => {
  const machines = deployed('bodies/drill', 'bodies/provision', 'report-failure', 'run');

  expect(machines.map(({ name, logicalId, file, kind, own }) => ({ name, logicalId, file, kind, own }))).toEqual([
    {
      name: '${self:service}-${sls:stage}-provision',
      logicalId: 'ProvisionStateMachine',
      file: 'run',
      kind: 'entry',
      own: { Intent: 'provision', Lease: 'environment', Body: '${self:service}-body-${sls:stage}-provision' },
    },
    {
      name: '${self:service}-${sls:stage}-drill',
      logicalId: 'DrillStateMachine',
      file: 'run',
      kind: 'entry',
      own: { Intent: 'drill', Lease: 'drill', Body: '${self:service}-body-${sls:stage}-drill' },
    },
    { name: '${self:service}-body-${sls:stage}-drill', logicalId: 'DrillBody', file: 'bodies/drill', kind: 'body', own: {} },
    { name: '${self:service}-body-${sls:stage}-provision', logicalId: 'ProvisionBody', file: 'bodies/provision', kind: 'body', own: {} },
    {
      name: '${self:service}-${sls:stage}-report-failure',
      logicalId: 'ReportFailureStateMachine',
      file: 'report-failure',
      kind: 'other',
      own: {},
    },
  ]);
});

test('a body may be a part of others alone', () => {
  const machines = deployed('bodies/drill', 'bodies/provision', 'bodies/users', 'run');

  expect(machines.filter(({ name }) => name.endsWith('users')).map(({ kind }) => kind)).toEqual(['body']);
});

test('an intent without a body is refused, and so is one without the envelope', () => {
  expect(() => deployed('bodies/provision', 'run')).toThrow(
    'statemachines/bodies/drill.asl.json: is missing; the intent drill of core/intents.ts needs it',
  );
  expect(() => deployed('bodies/provision', 'bodies/drill')).toThrow('statemachines/run.asl.json: is missing');
});

test('a file that would take the name of an entry is refused', () => {
  expect(() => deployed('bodies/drill', 'bodies/provision', 'provision', 'run')).toThrow(
    "statemachines/provision.asl.json: ${self:service}-${sls:stage}-provision is an intent's entry already; name the file otherwise",
  );
});
