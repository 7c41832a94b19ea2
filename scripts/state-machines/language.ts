import aslValidator from 'asl-validator';
import { AwsError } from '../../emulator/kernel/aws-error.ts';
import { checkedDefinition } from '../../emulator/services/states/validation/definition.ts';
import type { Definition } from '../../infrastructure/state-machines/definition.ts';

/** What the language's own validator and the local AWS's find in a definition that is written out. */
export function languageFaults(definition: Definition): string[] {
  // the validator changes what it is given
  const { isValid, errors } = aslValidator(structuredClone(definition));
  return [...(isValid ? [] : errors.map((error) => JSON.stringify(error))), ...refusals(definition), ...undefinedVariables(definition)];
}

function refusals(definition: Definition): string[] {
  try {
    checkedDefinition(JSON.stringify(definition));
    return [];
  } catch (error) {
    if (error instanceof AwsError) return [error.message];
    throw error;
  }
}

/** Variables that an expression reads and no state assigns; neither validator sees them. */
function undefinedVariables(definition: Definition): string[] {
  const assigned = new Set(['states']);
  const text = JSON.stringify(definition);
  JSON.stringify(definition, (key, value: unknown) => {
    if (key === 'Assign') for (const variable of Object.keys(value as object)) assigned.add(variable);
    return value;
  });
  for (const [, variable] of text.matchAll(/\$(\w+)\s*:=/g)) assigned.add(variable!); // bound inside an expression
  const read = [...text.matchAll(/\{%(.*?)%\}/g)].flatMap(([, expression]) => [...expression!.matchAll(/\$([a-zA-Z_]\w*)(?!\w*\s*\()/g)]);
  const missing = new Set(read.map(([, variable]) => variable!).filter((variable) => !assigned.has(variable)));
  return [...missing].map((variable) => `no state assigns $${variable}`);
}
