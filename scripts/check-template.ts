import { globSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { RegoEngine, TemplateFile } from '@aws/cloudformation-validate';
import { oversized } from './bundling/bundle-sizes.ts';
import { limitFaults } from './template-limits.ts';

/**
 * Holds the packaged template to CloudFormation's limits, and to its own schemas and rules; hints (severity INFO) are left to the
 * reader. Holds the functions' bundles to a size.
 */
const template = '.serverless/cloudformation-template-update-stack.json';
const bundles = globSync('.serverless/*.zip').map((file) => [basename(file, '.zip'), statSync(file).size] as const);

const engine = new RegoEngine();
try {
  const { diagnostics } = engine.validateStandard(new TemplateFile(template));
  const found = [
    ...limitFaults(readFileSync(template, 'utf8')),
    ...oversized(Object.fromEntries(bundles)),
    ...diagnostics
      .filter(({ severity }) => severity !== 'INFO')
      .map(({ severity, ruleId, message, entity, propertyPath }) => {
        return `${severity} ${ruleId} ${entity?.logicalId ?? template} ${propertyPath ?? ''}: ${message}`;
      }),
  ];
  for (const line of found) console.error(line);
  process.exitCode = found.length > 0 ? 1 : 0;
} finally {
  engine.free();
}
