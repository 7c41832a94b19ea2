import { RegoEngine, TemplateFile } from '@aws/cloudformation-validate';

/** Validates the packaged template by CloudFormation's own schemas and rules; hints (severity INFO) are left to the reader. */
const template = '.serverless/cloudformation-template-update-stack.json';

const engine = new RegoEngine();
try {
  const { diagnostics } = engine.validateStandard(new TemplateFile(template));
  const found = diagnostics.filter(({ severity }) => severity !== 'INFO');
  for (const { severity, ruleId, message, entity, propertyPath } of found) {
    console.error(`${severity} ${ruleId} ${entity?.logicalId ?? template} ${propertyPath ?? ''}: ${message}`);
  }
  process.exitCode = found.length > 0 ? 1 : 0;
} finally {
  engine.free();
}
