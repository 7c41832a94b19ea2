import { AwsError } from '../../../kernel/aws-error.ts';
import { jsonProblem } from '../../../kernel/json-problem.ts';
import { readJson } from '../../../kernel/read-json.ts';
import type { MachineDefinition } from '../definition.ts';
import { checkBlock } from './blocks.ts';
import { anything, checkFields, integer, text } from './fields.ts';
import { Findings, isObject } from './findings.ts';
import { checkLabels } from './labels.ts';
import { shadowedVariables } from './variables.ts';

/**
 * The definition that a text holds. Whatever the emulator does not do is refused by its name, JSONPath included.
 *
 * @throws AwsError InvalidDefinition
 */
export function checkedDefinition(definition: string): MachineDefinition {
  const machine = parsed(definition);
  const findings = new Findings();
  checkMachine(machine, findings);
  if (findings.all.length > 0) throw invalid(findings.all.join(', '));
  return machine as MachineDefinition;
}

function parsed(definition: string): unknown {
  if (definition.trim() === '') return undefined;
  try {
    return readJson(definition);
  } catch {
    throw invalid(`INVALID_JSON_DESCRIPTION: ${jsonProblem(definition)}`);
  }
}

function checkMachine(machine: unknown, findings: Findings): void {
  if (!isObject(machine)) {
    findings.whole('Definition must be a valid JSON object');
    return;
  }
  const missing = ['States', 'StartAt'].filter((name) => !Object.hasOwn(machine, name));
  if (missing.length > 0) {
    findings.schema(`These fields are required: [${missing.join(', ')}]`, '');
    return;
  }
  if (machine.QueryLanguage !== 'JSONata') {
    findings.schema("The QueryLanguage must be set to 'JSONata': the QueryLanguage 'JSONPath' is not emulated", '/QueryLanguage');
    return;
  }
  const rules = {
    required: { StartAt: text, States: anything },
    optional: { QueryLanguage: anything, Comment: text, Version: text, TimeoutSeconds: integer(1) },
  };
  checkFields(machine, rules, '', findings);
  checkBlock(machine, '', findings, new Set());
  checkLabels(machine, '', findings);
  for (const { name, path } of shadowedVariables(machine)) {
    findings.schema(`The variable '${name}' is already assigned in an outer scope`, path);
  }
}

function invalid(why: string): AwsError {
  return new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${why}'`);
}
