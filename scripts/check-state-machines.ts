import { readDefinitions } from '../infrastructure/state-machines/definition.ts';
import { expandRetries, policiesFile, readRetryPolicies } from '../infrastructure/state-machines/retry-policies.ts';
import { departures } from './state-machines/conventions.ts';
import { envelopeFaults } from './state-machines/envelope.ts';
import { languageFaults } from './state-machines/language.ts';
import { retryCopies, unusedPolicies } from './state-machines/retry-copies.ts';

/** Holds the state machines to the language and to the project's own conventions; says what departs, and exits 1 for it. */
const definitions = readDefinitions();
const policies = readRetryPolicies();

const findings = [
  ...[...definitions].flatMap(([name, definition]) => {
    const writtenOut = expandRetries(definition, policies, name);
    const found = [...languageFaults(writtenOut), ...departures(writtenOut), ...retryCopies(definition, policies)];
    return found.map((finding) => `${name}: ${finding}`);
  }),
  ...envelopeFaults(definitions),
  ...unusedPolicies(definitions.values(), policies).map((policy) => `${policiesFile}: no state names ${policy}`),
];
for (const finding of findings) console.error(finding);
process.exitCode = findings.length > 0 ? 1 : 0;
