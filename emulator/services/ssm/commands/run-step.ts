import type { Instance } from '../../ec2/instance.ts';
import type { CommandDocument, DocumentStep } from '../documents/document.ts';
import { runScript, type ScriptEnd } from '../hosts/run-script.ts';
import type { SsmPlace } from '../state.ts';

interface StepRun {
  step: DocumentStep;
  document: CommandDocument;
  values: Record<string, string>;
  id: string;
}

/** What is left of a step, and how long it might have taken. */
interface StepEnd extends ScriptEnd {
  limitSeconds: number;
}

/** A step for another platform is skipped, and that is a success. */
export async function runStep(place: SsmPlace, instance: Instance, { step, document, values, id }: StepRun): Promise<StepEnd> {
  const asVariable = (name: string) => document.parameters[name]!.interpolationType === 'ENV_VAR';
  const filled = (text: string) =>
    text.replaceAll(/\{\{\s*([a-zA-Z0-9]+)\s*\}\}/g, (whole, name: string) =>
      Object.hasOwn(values, name) && !asVariable(name) ? values[name]! : whole,
    );
  const limitSeconds = limitOf(filled(String(step.inputs.timeoutSeconds)));
  const wanted = step.precondition?.StringEquals[1] ?? 'Linux';
  const own = instance.platform.id === 'windows' ? 'Windows' : 'Linux';
  if (wanted !== own || own === 'Windows') {
    const stdout = `Step execution skipped due to unsatisfied preconditions: '"StringEquals": [platformType, ${wanted}]'. Step name: ${step.name}`;
    return { stdout, stderr: '', exitCode: 0, hung: false, limitSeconds };
  }
  const variables = Object.entries(values).filter(([name]) => asVariable(name));
  const ended = await runScript(place, instance, {
    id,
    script: filled(step.inputs.runCommand.join('\n')),
    variables: Object.fromEntries(variables.map(([name, value]) => [`SSM_${name}`, value])),
  });
  return { ...ended, limitSeconds };
}

const limits = { usual: 3600, least: 5, most: 172_800 };

/** In seconds. What is no figure within the limits is the usual one, as SSM Agent has it (pluginutil, ValidateExecutionTimeout). */
function limitOf(given: string): number {
  const seconds = Math.trunc(Number(given));
  return seconds >= limits.least && seconds <= limits.most ? seconds : limits.usual;
}
