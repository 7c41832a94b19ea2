import { readFileSync } from 'node:fs';
import { RegoEngine, TemplateFile } from '@aws/cloudformation-validate';
import { limitFaults } from './template-limits.ts';

/**
 * Holds the packaged template to CloudFormation's limits, and to its own schemas and rules; hints (severity INFO) are left to the
 * reader.
 */
const template = '.serverless/cloudformation-template-update-stack.json';

const engine = new RegoEngine();
try {
  const { diagnostics } = engine.validateStandard(new TemplateFile(template));
  const found = [
    ...limitFaults(readFileSync(template, 'utf8')),
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
