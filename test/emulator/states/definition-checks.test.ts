import { describe, expect, it } from 'vitest';
import { checkedDefinition } from '../../../emulator/services/states/validation/definition.ts';

const end = { Type: 'Pass', End: true };
const why = (definition: unknown) => {
  try {
    checkedDefinition(typeof definition === 'string' ? definition : JSON.stringify(definition));
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
};
const states = (States: object, rest: object = {}) =>
  why({ QueryLanguage: 'JSONata', StartAt: Object.keys(States)[0] ?? 'none', States, ...rest });
const task = (rest: object) => states({ T: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true, ...rest } });
const refusal = (text: string) => `Invalid State Machine Definition: '${text}'`;

describe('a definition is refused', () => {
  it('that is no JSON, or goes back to JSONPath', () => {
    expect(why('{')).toContain('INVALID_JSON_DESCRIPTION');
    expect(why({ StartAt: 'P', States: { P: end } })).toBe('accepted');
    const back = "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/P";
    expect(states({ P: { ...end, QueryLanguage: 'JSONPath', InputPath: '$.a' } })).toBe(refusal(`SCHEMA_VALIDATION_FAILED: ${back}`));
    expect(states({ P: { ...end, QueryLanguage: 'jsonata' } })).toContain(
      'Value should be one of the following: [JSONPath, JSONata] at /States/P/QueryLanguage',
    );
    expect(states({ P: { ...end, QueryLanguage: 1 } })).toContain('Expected value of type [STRING] at /States/P/QueryLanguage');
    const Branches = [{ QueryLanguage: 'JSONata', StartAt: 'P', States: { P: end } }];
    expect(states({ B: { Type: 'Parallel', Branches, End: true } })).toBe(
      refusal("SCHEMA_VALIDATION_FAILED: Field 'QueryLanguage' is not supported at /States/B/Branches[0]"),
    );
    expect(states({ P: { ...end, InputPath: '$.a' } })).toContain(
      "field 'InputPath' is only supported for the 'JSONPath' QueryLanguage at /States/P",
    );
  });

  it('that is no machine', () => {
    for (const text of [' ', '[]', '"a"']) {
      expect(why(text)).toBe(refusal('SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object at null'));
    }
    expect(why({})).toBe(refusal('SCHEMA_VALIDATION_FAILED: These fields are required: [States, StartAt] at /'));
    expect(why({ QueryLanguage: 'JSONata', States: { P: end } })).toBe(
      refusal('SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt] at /'),
    );
  });

  it('that never ends', () => {
    const never = 'MISSING_END_STATE: Workflow has no terminal state at null';
    const loop = { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } };
    expect(states({ ...loop, Unused: { Type: 'Pass', Next: 'A' } })).toBe(refusal(never));
    expect(states({ ...loop, C: end })).toBe(refusal('MISSING_TRANSITION_TARGET: State "C" is not reachable. at /States/C'));
    const nowhere = "MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at /States/A/Next";
    expect(states({ A: { Type: 'Pass', Next: 'NOPE' } })).toBe(refusal(`${nowhere}, ${never}`));
    expect(states({ M: { Type: 'Map', ItemProcessor: { StartAt: 'A', States: loop }, End: true } })).toBe('accepted');
  });

  it('with a type or a field that is not known, by its name', () => {
    const types = '[Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]';
    expect(states({ P: { Type: 'Sleep', End: true } })).toBe(
      refusal(`SCHEMA_VALIDATION_FAILED: The field 'Type' should have one of these values: ${types} at /States/P/Type`),
    );
    expect(states({ P: { ...end, comment: '' } })).toBe(refusal("SCHEMA_VALIDATION_FAILED: Field 'comment' is not supported at /States/P"));
    expect(states({ P: end }, { Timeout: 1 })).toContain("Field 'Timeout' is not supported at /");
    expect(task({ Credentials: { RoleArn: 'arn' } })).toContain("Field 'Credentials' is not supported at /States/T");
    const ItemProcessor = { StartAt: 'P', States: { P: end } };
    for (const field of ['ItemReader', 'ItemBatcher', 'ResultWriter', 'Label']) {
      expect(states({ M: { Type: 'Map', ItemProcessor, End: true, [field]: {} } })).toContain(
        `Field '${field}' is not supported at /States/M`,
      );
    }
    const distributed = (ProcessorConfig: object) =>
      states({ M: { Type: 'Map', ItemProcessor: { ...ItemProcessor, ProcessorConfig }, End: true } });
    expect(distributed({ Mode: 'DISTRIBUTED' })).toContain("The field 'ExecutionType' is required but was missing");
    expect(distributed({ Mode: 'DISTRIBUTED', ExecutionType: 'OTHER' })).toContain('[STANDARD, EXPRESS]');
    expect(distributed({ Mode: 'INLINE', ExecutionType: 'STANDARD' })).toContain("Field 'ExecutionType' is not supported");
  });

  it('with a resource that is not emulated', () => {
    for (const Resource of [
      'arn:aws:states:::glue:startJobRun.sync',
      'arn:aws:states:::aws-sdk:s3:putBucketAcl',
      'arn:aws:states:::aws-sdk:s3:GetObject',
      'arn:aws:states:::aws-sdk:glacier:listVaults',
    ]) {
      expect(task({ Resource })).toContain(
        `The resource provided ${Resource} is not recognized. The local AWS has lambda:invoke, lambda:invoke.waitForTaskToken, states:startExecution,`,
      );
    }
    for (const Resource of ['arn', 'arn:aws:states:::sqs:receiveMessage', 'arn:aws:states:::lambda:invoke.sync']) {
      expect(task({ Resource })).toContain(`The resource provided ${Resource} is not recognized. The value is not a valid resource ARN,`);
    }
  });

  it('with a transition that leads nowhere, or a state that nothing leads to', () => {
    expect(states({ A: { Type: 'Pass', Next: 'B' }, C: end })).toBe(
      refusal(
        `MISSING_TRANSITION_TARGET: Missing 'Next' target: B at /States/A/Next, MISSING_TRANSITION_TARGET: State "C" is not reachable. at /States/C`,
      ),
    );
    expect(states({ A: end, B: end })).toBe(refusal('MISSING_TRANSITION_TARGET: State "B" is not reachable. at /States/B'));
    expect(why({ QueryLanguage: 'JSONata', StartAt: 'X', States: { A: end } })).toContain("Missing 'Next' target: X at /StartAt");
    const into = (Default: string) => states({ C: { Type: 'Choice', Choices: [{ Condition: true, Next: 'A' }], Default }, A: end });
    expect(into('X')).toBe(refusal("MISSING_TRANSITION_TARGET: Missing 'Next' target: X at /States/C/Default"));
    expect(states({ A: { Type: 'Pass' } })).toContain("either a field 'Next' or a field 'End'");
    const Choices = [{ Condition: '{% true %}', Next: 'B' }];
    expect(states({ C: { Type: 'Choice', Choices, Default: 'C' } })).toContain("Missing 'Next' target: B at /States/C/Choices[0]/Next");
    const Branches = [{ StartAt: 'I', States: { I: { Type: 'Pass', Next: 'After' } } }];
    expect(states({ P: { Type: 'Parallel', Branches, Next: 'After' }, After: end })).toContain(
      "Missing 'Next' target: After at /States/P/Branches[0]/States/I/Next",
    );
  });

  it('with names that every object has, where nothing else has them', () => {
    expect(states({ P: { Type: 'Choice', Choices: [{ Condition: true, Next: 'E' }], Default: 'toString' }, E: end })).toBe(
      refusal("MISSING_TRANSITION_TARGET: Missing 'Next' target: toString at /States/P/Default"),
    );
    expect(why({ QueryLanguage: 'JSONata', StartAt: 'constructor', States: { P: end } })).toContain("Missing 'Next' target: constructor");
    expect(states({ P: { ...end, constructor: 'c', toString: 't' } })).toContain("Field 'constructor' is not supported at /States/P");
    const named = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'P', States: { P: end } }).replace('"End"', '"__proto__":1,"End"');
    expect(why(named)).toContain("Field '__proto__' is not supported at /States/P");
    expect(states({ P: { Type: 'toString', End: true } })).toContain("The field 'Type' should have one of these values");
  });

  it('with names that are too long, or used twice', () => {
    expect(states({ ['n'.repeat(81)]: end })).toContain('at most 80 characters');
    const Branches = [{ StartAt: 'P', States: { P: end } }];
    expect(states({ P: { Type: 'Parallel', Branches, End: true } })).toBe(
      refusal('DUPLICATE_STATE_NAME: Duplicate State name: P at /States/P/Branches[0]/States/P'),
    );
    expect(states({ P: { ...end, Assign: { states: 1 } } })).toContain("The variable name 'states' is not valid");
  });

  it('with a variable of an inner scope that an outer scope assigns too', () => {
    const inner = (rest: object) => ({ StartAt: 'I', States: { I: { Type: 'Pass', End: true, ...rest } } });
    const shadow = (path: string) => refusal(`SCHEMA_VALIDATION_FAILED: The variable 'v' is already assigned in an outer scope at ${path}`);
    const branch = { Type: 'Parallel', Branches: [inner({ Assign: { v: 1 } })], Next: 'After' };
    const After = { ...end, Assign: { v: 2 } };
    expect(states({ P: branch, After })).toBe(shadow('/States/P/Branches[0]/States/I/Assign/v'));
    const map = { Type: 'Map', ItemProcessor: inner({ Assign: { v: 1 } }), End: true, Assign: { v: 2 } };
    expect(states({ M: map })).toBe(shadow('/States/M/ItemProcessor/States/I/Assign/v'));
    const Choices = [{ Condition: '{% true %}', Next: 'J', Assign: { v: 1 } }];
    const chooses = { StartAt: 'I', States: { I: { Type: 'Choice', Choices, Default: 'J' }, J: end } };
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'After', Assign: { v: 2 } }];
    const chosen = { Type: 'Parallel', Branches: [chooses], Next: 'T' };
    const tried = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Catch, Next: 'After' };
    expect(states({ P: chosen, T: tried, After: end })).toBe(shadow('/States/P/Branches[0]/States/I/Choices[0]/Assign/v'));
    expect(states({ P: { ...branch, Catch }, After: end })).toBe('accepted');
    const apart = [inner({ Assign: { v: 1 } }), { StartAt: 'J', States: { J: { ...end, Assign: { v: 2 } } } }];
    expect(states({ P: { Type: 'Parallel', Branches: apart, End: true, Assign: { w: 1 } } })).toBe('accepted');
  });

  it('with Arguments that the service does not take, at any depth, or without those that it needs', () => {
    const refused = (what: string, path = '') => refusal(`SCHEMA_VALIDATION_FAILED: ${what} at /States/T/Arguments${path}`);
    const unknown = (name: string) => `The field "${name}" is not supported by Step Functions`;
    expect(task({ Arguments: { FunctionName: 'f', Paylod: {} } })).toBe(refused(unknown('Paylod')));
    expect(task({ Arguments: { functionName: 'f', Payload: {} } })).toContain("The field 'FunctionName' is required but was missing");
    expect(task({ Arguments: { FunctionName: 'f', TenantId: 't' } })).toBe(refused(unknown('TenantId')));
    const calling = (action: string, Arguments: object) => task({ Resource: `arn:aws:states:::${action}`, Arguments });
    const environment = { ContainerOverrides: [{ Name: 'c', Environment: [{ name: 'A', Value: 'b' }] }] };
    expect(calling('ecs:runTask.sync', { TaskDefinition: 't', Overrides: environment })).toBe(
      refused(unknown('name'), '/Overrides/ContainerOverrides[0]/Environment[0]'),
    );
    expect(calling('events:putEvents', { Entries: [{ Source: 's', Details: {} }] })).toBe(refused(unknown('Details'), '/Entries[0]'));
    expect(calling('states:startExecution.sync:2', { StateMachineArn: 'a', TraceHeader: 'h' })).toBe(refused(unknown('TraceHeader')));
    const attributes = { a: { DataType: 'String', StringValue: 's' } };
    expect(calling('sns:publish', { TopicArn: 't', Message: { any: 1 }, MessageAttributes: attributes })).toBe('accepted');
    expect(calling('sns:publish', { TopicArn: 't', Message: 'm', Topic: 't' })).toBe(refused(unknown('Topic')));
  });

  it('with broken JSONata', () => {
    const broken = (expression: string) => states({ P: { ...end, Output: { a: [`{% ${expression} %}`] } } });
    const told = (what: string) => refusal(`INVALID_JSONATA_EXPRESSION: ${what} at /States/P/Output/a[0]`);
    expect(broken('1 +')).toBe(told('Unexpected end of expression'));
    expect(broken('a[1,2)')).toBe(told('Expected "]", got ","'));
    expect(broken('{"a":}')).toBe(told('The symbol "}" cannot be used as a unary operator'));
    expect(broken('"a')).toBe(told('String literal must be terminated by a matching quote'));
  });

  it('with JSONata that is opened or closed wrongly', () => {
    for (const text of [' {% 1 %}', '{% 1 %} ', '{% 1', '1 %}', '{% 1 }']) {
      const told = `SCHEMA_VALIDATION_FAILED: The JSONata expression '${text}' must start with '{%' and end with '%}' at /States`;
      expect(states({ P: { ...end, Output: { a: text } } })).toBe(refusal(`${told}/P/Output/a`));
      expect(states({ F: { Type: 'Fail', Cause: text } })).toBe(refusal(`${told}/F/Cause`));
    }
    expect(states({ P: { ...end, Output: ['a {% 1 %} b', ' {% 1 %} ', '{ % 1', '%'] } })).toBe('accepted');
  });

  it('with labels that cannot be in an ARN, or that two Maps have', () => {
    const ProcessorConfig = { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' };
    const map = (Label: string, inner: object = end) => {
      const ItemProcessor = { ProcessorConfig, StartAt: `In${Label}`, States: { [`In${Label}`]: inner } };
      return { Type: 'Map', Label, ItemProcessor, End: true };
    };
    for (const label of ['two words', 'a:b', 'a;b', 'a*', '{a}', 'a\u0001', 'n'.repeat(41)]) {
      expect(states({ M: map(label) })).toContain(`INVALID_LABEL_NAME: Invalid Label name: ${label} at /States/M/Label`);
    }
    expect(states({ M: map('n'.repeat(40)) })).toBe('accepted');
    const inner = map('same', { ...map('other'), Label: 'same' });
    expect(states({ M: inner })).toBe(
      refusal('DUPLICATE_LABEL_NAME: Duplicate Label name: same at /States/M/ItemProcessor/States/Insame/Label'),
    );
  });

  it('with a variable whose name is no Unicode identifier', () => {
    const assigning = (name: string) => states({ P: { ...end, Assign: { [name]: 1 } } });
    for (const name of ['_a', 'a²', 'a-b', '1a', 'x.y', 'x[2]', '', 'n'.repeat(81)]) expect(assigning(name)).toContain('is not valid');
    for (const name of ['a_1', 'e\u0301', '名前', 'n'.repeat(80)]) expect(assigning(name)).toBe('accepted');
  });

  it('with JSONata that reads a context, which a field does not have', () => {
    const reading = (expression: string, field = 'Output') => states({ P: { ...end, [field]: { v: `{% ${expression} %}` } } });
    const told = (...names: string[]) =>
      refusal(
        names
          .map((name) => `UNSUPPORTED_JSONATA_EXPRESSION: Reference to '${name}' at the top level is not supported. at /States/P/Output/v`)
          .join(', '),
      );
    expect(reading('phone[0]')).toBe(told('phone'));
    expect(reading('aaa + bbb')).toBe(told('aaa', 'bbb'));
    expect(reading('$.phone')).toBe(told('$'));
    expect(reading('{a: -b}')).toBe(told('a', 'b'));
    expect(reading('$map($states.input.a, function($x){ c ? $x : ($y := d; $f(?, e)) })')).toBe(told('c', 'd', 'e'));
    expect(reading('$$.a')).toContain("UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$$' is not supported. at /States/P/Output/v");
    expect(reading('phone', 'Assign')).toContain('at /States/P/Assign/v');
    const inside = ['$states.input.items[phone > 3]^(a).{b: c}', '$map($phone, function($x){ $x.phone })', '[1..3].($ * 2)', '$undefined'];
    for (const expression of inside) expect(reading(expression)).toBe('accepted');
  });

  it("with a result or an error's output where there is none", () => {
    const missing = (name: string, path: string) =>
      refusal(`UNSUPPORTED_JSONATA_EXPRESSION: Field '$states.${name}' does not exist. at /States/${path}`);
    const field = (name: string) => `{% $states.${name}.a %}`;
    expect(states({ P: { ...end, Output: field('errorOutput') } })).toBe(missing('errorOutput', 'P/Output'));
    expect(states({ P: { ...end, Output: field('result') } })).toBe(missing('result', 'P/Output'));
    expect(task({ Arguments: { FunctionName: field('result') } })).toBe(missing('result', 'T/Arguments/FunctionName'));
    expect(task({ Assign: { e: field('errorOutput') } })).toBe(missing('errorOutput', 'T/Assign/e'));
    const caught = (Output: unknown) => states({ T: { ...called, Catch: [{ ErrorEquals: ['E'], Next: 'P', Output }] }, P: end });
    const called = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true };
    expect(caught([field('result')])).toBe(missing('result', 'T/Catch[0]/Output[0]'));
    expect(caught(field('errorOutput'))).toBe('accepted');
    expect(task({ Output: field('result'), Assign: { r: field('result') } })).toBe('accepted');
  });

  it('with handlers and time limits that cannot be', () => {
    const handler = { ErrorEquals: ['States.ALL'] };
    expect(task({ Retry: [handler, { ErrorEquals: ['E'] }] })).toContain('States.ALL must appear alone and at end of the list');
    expect(task({ Retry: [{ ErrorEquals: ['States.ALL', 'E'] }] })).toContain('States.ALL must appear alone');
    expect(task({ Retry: [{ ...handler, BackoffRate: 0.5 }] })).toContain('BackoffRate');
    expect(task({ Retry: [{ ...handler, MaxAttempts: '{% 3 %}' }] })).toContain('MaxAttempts');
    expect(task({ TimeoutSeconds: 0 })).toContain('Minimum value is 1 at /States/T/TimeoutSeconds');
    const wait = { Type: 'Wait', Seconds: 100_000_000, End: true };
    expect(states({ W: wait })).toBe(refusal('SCHEMA_VALIDATION_FAILED: Maximum value is 99999999 at /States/W/Seconds'));
    expect(task({ TimeoutSeconds: 5, HeartbeatSeconds: 5 })).toContain('HeartbeatSeconds');
    expect(states({ W: { Type: 'Wait', Seconds: 1, Timestamp: '{% $now() %}', End: true } })).toContain('[Seconds, Timestamp]');
    // the first five were recorded
    const malformed = [
      '2016-12-05 21:29:29Z',
      '2016-12-05T21:29:29',
      '2016-13-05T21:29:29Z',
      '2016-12-05T25:29:29Z',
      '05-12-2016T21:29:29Z',
    ];
    for (const Timestamp of [...malformed, '2026-02-30T00:00:00Z']) {
      const why = 'SCHEMA_VALIDATION_FAILED: String does not match RFC3339 timestamp at /States/W/Timestamp';
      expect(states({ W: { Type: 'Wait', Timestamp, End: true } })).toBe(refusal(why));
    }
    expect(states({ W: { Type: 'Wait', Timestamp: '2016-03-05T21:29:29.243167252Z', End: true } })).toBe('accepted');
  });

  it('with nothing where there has to be something', () => {
    const empty = (path: string) => refusal(`SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/${path}`);
    expect(states({ P: { Type: 'Parallel', Branches: [], End: true } })).toBe(empty('P/Branches'));
    expect(task({ Retry: [{ ErrorEquals: [] }] })).toBe(empty('T/Retry[0]/ErrorEquals'));
  });

  it('with literals that a Map or a Choice cannot use', () => {
    const ItemProcessor = { StartAt: 'I', States: { I: end } };
    const map = { Type: 'Map', ItemProcessor, End: true, ToleratedFailurePercentage: 101 };
    expect(states({ M: map })).toContain('Maximum value is 100.0 at /States/M/ToleratedFailurePercentage');
    expect(states({ M: { ...map, ToleratedFailurePercentage: 0, Items: { a: 1 } } })).toBe(
      refusal("SCHEMA_VALIDATION_FAILED: The field 'Items' must be an array at /States/M/Items"),
    );
    const choice = (Condition: unknown) => states({ C: { Type: 'Choice', Choices: [{ Condition, Next: 'P' }] }, P: end });
    expect(choice('true')).toContain("The field 'Condition' must be a JSONata expression or a boolean at /States/C/Choices[0]/Condition");
    expect(choice(true)).toBe('accepted');
  });
});

describe('a definition is accepted', () => {
  it('with everything that the emulator does', () => {
    const Choices = [{ Condition: '{% $states.input.a %}', Next: 'T', Assign: { v: 1 }, Output: {}, Comment: 'c' }];
    const Retry = [
      { ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 0, BackoffRate: 1.5, MaxDelaySeconds: 5, JitterStrategy: 'FULL' },
    ];
    const Catch = [
      { ErrorEquals: ['States.ALL'], Next: 'F', Output: '{% $states.errorOutput %}', Assign: { e: '{% $states.errorOutput.Error %}' } },
    ];
    const ItemProcessor = { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'I', States: { I: end } };
    const definition = {
      C: { Type: 'Choice', Choices, Default: 'W', Comment: 'c' },
      W: { Type: 'Wait', Seconds: '{% 1 %}', Next: 'T' },
      T: { Type: 'Task', Resource: 'arn:aws:states:::ecs:runTask.sync', TimeoutSeconds: '{% 60 %}', Retry, Catch, Next: 'M' },
      M: { Type: 'Map', Items: [1], ItemSelector: {}, ItemProcessor, MaxConcurrency: 2, ToleratedFailurePercentage: 10, Next: 'P' },
      P: { Type: 'Parallel', Branches: [{ StartAt: 'J', States: { J: end } }], Arguments: {}, Next: 'S' },
      S: { Type: 'Succeed', Output: {} },
      F: { Type: 'Fail', Error: '{% "E" %}', Cause: 'c' },
    };
    expect(states(definition, { Comment: 'all', TimeoutSeconds: 60, Version: '1.0' })).toBe('accepted');
  });
});
