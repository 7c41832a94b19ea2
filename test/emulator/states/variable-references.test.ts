import { describe, expect, it } from 'vitest';
import type { MachineDefinition } from '../../../emulator/services/states/definition.ts';
import { variableReferences } from '../../../emulator/services/states/variable-references.ts';
import { localAws, request } from '../../local-aws.ts';
import { createMachine, start } from './executions.ts';

describe('the variables of a machine', () => {
  it('are told with its definition, by the states that refer to them, at any depth', async () => {
    const aws = await localAws();
    const summate = { Summate: { Type: 'Pass', Output: '{% $y + $x + $bias %}', End: true } };
    const inner = { Calculate: { Type: 'Map', Items: '{% $rows %}', ItemProcessor: { StartAt: 'Summate', States: summate }, End: true } };
    const own = '{% ($a := 1; $map([$q], function($b){ $a + $b + $count($states.input) }))@$f.($f + $sum([$kept])) %}';
    const States = {
      Set: { Type: 'Pass', Comment: '{% $no %}', Assign: { x: 1, y: 2 }, Output: '$no', Next: 'Which' },
      Which: { Type: 'Choice', Choices: [{ Condition: '{% $x = 1 %}', Output: '{% $x & $y %}', Next: 'Own' }], Default: 'Both' },
      Own: { Type: 'Pass', Output: { a: [own] }, Next: 'Both' },
      Both: { Type: 'Parallel', Branches: [{ StartAt: 'Calculate', States: inner }], End: true },
    };
    const stateMachineArn = await createMachine(aws, { StartAt: 'Set', States });
    const references = { Which: ['x', 'y'], Own: ['kept', 'q'], Calculate: ['rows'], Summate: ['bias', 'x', 'y'] };
    const described = await request(aws, 'stepfunctions', 'DescribeStateMachine', { stateMachineArn });
    expect(described.variableReferences).toEqual(references);
    const executionArn = await start(aws, stateMachineArn);
    const forExecution = await request(aws, 'stepfunctions', 'DescribeStateMachineForExecution', { executionArn });
    expect(forExecution.variableReferences).toEqual(references);
  });

  it('are told of those in JSONPath, where they are read', async () => {
    const aws = await localAws();
    const States = {
      Set: { Type: 'Pass', Assign: { guess: 1, 'answer.$': '$.a', text: '$no' }, Result: { 'a.$': '$no' }, Next: 'Which' },
      Which: { Type: 'Choice', Choices: [{ Not: { Variable: '$guess', NumericEqualsPath: '$answer.x' }, Next: 'Each' }], Default: 'Until' },
      Each: {
        Type: 'Map',
        ItemsPath: '$items',
        ItemSelector: { SomePath: '$no', a: [{ 'b.$': "States.Format('{}', States.Array($z))" }] },
      },
      Until: { Type: 'Wait', SecondsPath: '$seconds', End: true },
    };
    Object.assign(States.Each, {
      ItemProcessor: { StartAt: 'In', States: { In: { Type: 'Pass', InputPath: '$x', End: true } } },
      End: true,
    });
    const definition = { QueryLanguage: 'JSONPath', StartAt: 'Set', States };
    const stateMachineArn = await createMachine(aws, definition);
    const { variableReferences: told } = await request(aws, 'stepfunctions', 'DescribeStateMachine', { stateMachineArn });
    expect(told).toEqual({ Which: ['answer', 'guess'], Each: ['items', 'z'], In: ['x'], Until: ['seconds'] });
  });

  it('are not told of where no state refers to any', async () => {
    const aws = await localAws();
    const stateMachineArn = await createMachine(aws, { StartAt: 'P', States: { P: { Type: 'Pass', Assign: { x: 1 }, End: true } } });
    expect(await request(aws, 'stepfunctions', 'DescribeStateMachine', { stateMachineArn })).not.toHaveProperty('variableReferences');
  });

  it('are looked for once in a definition', () => {
    const definition = {
      QueryLanguage: 'JSONata',
      StartAt: 'P',
      States: { P: { Type: 'Pass', Output: '{% $x %}', End: true } },
    } as unknown as MachineDefinition;
    const found = variableReferences(definition);
    expect(found).toEqual({ P: ['x'] });
    expect(variableReferences(definition)).toBe(found);
  });
});
