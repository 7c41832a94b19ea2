import { isObject } from '../../../kernel/json-object.ts';
import type { Fields, Findings } from './findings.ts';
import { innerBlocks } from './inner-blocks.ts';

const longest = 40;
/** White space, wildcards, brackets, special characters and controls. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: AWS names them
const refused = /[\s?*<>{}[\]:;,\\|^~$#%&`"\u0000-\u001f\u007f-\u009f]/;

/**
 * Labels of distributed Maps, which are in the ARNs of their Map Runs: unique in the machine
 * (https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html).
 *
 * @param labels of the machine so far
 */
export function checkLabels(block: Fields, path: string, findings: Findings, labels = new Set<string>()): void {
  for (const [name, state] of Object.entries(isObject(block.States) ? block.States : {})) {
    if (!isObject(state)) continue;
    const at = `${path}/States/${name}`;
    const { Label: label } = state;
    if (typeof label === 'string') {
      if (label.length > longest || refused.test(label)) findings.invalidLabel(label, `${at}/Label`);
      if (labels.has(label)) findings.duplicateLabel(label, `${at}/Label`);
      labels.add(label);
    }
    for (const [inner, where] of innerBlocks(state, at)) checkLabels(inner, where, findings, labels);
  }
}
