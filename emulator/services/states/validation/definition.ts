import { AwsError } from '../../../kernel/aws-error.ts';
import { isObject } from '../../../kernel/json-object.ts';
import { jsonProblem, jsonProblemPlace } from '../../../kernel/json-problem.ts';
import { readJson } from '../../../kernel/read-json.ts';
import type { MachineDefinition } from '../definition.ts';
import { checkBlock } from './blocks.ts';
import { checkExpress, checkExpressChildren } from './express.ts';
import { anything, checkFields, integer, text } from './fields.ts';
import { type Fields, type Finding, Findings, written } from './findings.ts';
import { innerBlocks } from './inner-blocks.ts';
import { checkLabels } from './labels.ts';
import { queryLanguage } from './parts.ts';
import { shadowedVariables } from './variables.ts';

/**
 * The definition that a text holds, its language and the processors of its Maps under their names of today. Whatever the emulator does not
 * do is refused by its name.
 *
 * @throws AwsError InvalidDefinition
 */
export function checkedDefinition(definition: string, type = 'STANDARD'): MachineDefinition {
  const { machine, findings, notJson } = examined(definition, type);
  if (notJson) throw invalid(`INVALID_JSON_DESCRIPTION: ${notJson}`);
  if (findings.length > 0) throw invalid(findings.map(written).join(', '));
  return completed(machine as Fields) as unknown as MachineDefinition;
}

function completed(machine: Fields): Fields {
  const complete = (block: Fields) => {
    for (const state of Object.values(block.States as Record<string, Fields>)) {
      if (state.Iterator !== undefined) {
        state.ItemProcessor = state.Iterator;
        delete state.Iterator;
      }
      for (const [inner] of innerBlocks(state, '')) complete(inner);
    }
  };
  complete(machine);
  return { QueryLanguage: 'JSONPath', ...machine };
}

/** What is wrong with a definition. */
export function findingsIn(definition: string, type: string): Finding[] {
  const { findings, notJson } = examined(definition, type);
  if (!notJson) return findings;
  const path = jsonProblemPlace(definition);
  return [{ code: 'INVALID_JSON_DESCRIPTION', message: `${notJson}\n at ${path}`, path }];
}

function examined(definition: string, type: string): { machine?: unknown; findings: Finding[]; notJson?: string } {
  const findings = new Findings();
  let machine: unknown;
  try {
    machine = definition.trim() === '' ? undefined : readJson(definition);
  } catch {
    return { findings: [], notJson: jsonProblem(definition) };
  }
  checkMachine(machine, findings);
  if (isObject(machine)) (type === 'EXPRESS' ? checkExpress : checkExpressChildren)(machine, '', findings);
  return { machine, findings: findings.all };
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
  const rules = {
    required: { StartAt: text, States: anything },
    optional: { QueryLanguage: queryLanguage, Comment: text, Version: text, TimeoutSeconds: integer(1) },
  };
  checkFields(machine, rules, '', findings);
  checkBlock(machine, '', findings, new Set(), machine.QueryLanguage === 'JSONata' ? 'JSONata' : 'JSONPath');
  checkLabels(machine, '', findings);
  for (const { name, path } of shadowedVariables(machine)) {
    findings.schema(`The variable '${name}' is already assigned in an outer scope`, path);
  }
}

function invalid(why: string): AwsError {
  return new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${why}'`);
}
