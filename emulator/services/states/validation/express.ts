import { isObject } from '../../../kernel/json-object.ts';
import type { Fields, Findings } from './findings.ts';
import { innerBlocks } from './inner-blocks.ts';

const activity = /^arn:aws[\w-]*:states:[\w-]+:\d{12}:activity:/;

/** Checks what a machine's distributed Maps run, where that is of the type EXPRESS. */
export function checkExpressChildren(block: Fields, path: string, findings: Findings): void {
  for (const [name, state] of Object.entries(isObject(block.States) ? block.States : {})) {
    if (!isObject(state)) continue;
    const { ProcessorConfig } = (isObject(state.ItemProcessor) ? state.ItemProcessor : {}) as { ProcessorConfig?: Fields };
    const express = ProcessorConfig?.ExecutionType === 'EXPRESS';
    for (const [inner, where] of innerBlocks(state, `${path}/States/${name}`))
      (express ? checkExpress : checkExpressChildren)(inner, where, findings);
  }
}

/** What machines of the type EXPRESS do not do: wait for others, and run distributed Maps. */
export function checkExpress(block: Fields, path: string, findings: Findings): void {
  for (const [name, state] of Object.entries(isObject(block.States) ? block.States : {})) {
    if (!isObject(state)) continue;
    const at = `${path}/States/${name}`;
    const unsupported = state.Type === 'Task' ? inResource(String(state.Resource)) : undefined;
    if (unsupported) findings.schema(`Express state machine does not support ${unsupported}`, `${at}/Resource`);
    const { ProcessorConfig: { Mode } = {} } = (isObject(state.ItemProcessor) ? state.ItemProcessor : {}) as { ProcessorConfig?: Fields };
    if (Mode === 'DISTRIBUTED')
      findings.schema('Express state machine does not support Distributed Map', `${at}/ItemProcessor/ProcessorConfig/Mode`);
    for (const [inner, where] of innerBlocks(state, at)) checkExpress(inner, where, findings);
  }
}

function inResource(resource: string): string | undefined {
  if (activity.test(resource)) return 'Activity ARN';
  const pattern = /\.(sync|waitForTaskToken)\b/.exec(resource)?.[1];
  // recorded: with a space more than the other
  return pattern && `'.${pattern}' service integration${pattern === 'sync' ? '' : ' '}`;
}
