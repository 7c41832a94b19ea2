/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const most = { Parameters: 200, Mappings: 200, Resources: 500, Outputs: 200 } as const;
const mostAttributes = 200;
const longestDescription = 1024;

/** In bytes. */
export const longestParameter = 4096;

/** What a template has more of than CloudFormation takes. */
export function quotaProblems(template: object): string[] {
  const sections = template as Record<string, unknown>;
  const problems = Object.entries(most).flatMap(([section, count]) => excess(section.toLowerCase(), sections[section], count));
  const mappings = Object.entries(sections.Mappings ?? {}).slice(0, most.Mappings);
  problems.push(...mappings.flatMap(([name, keys]) => excess(`attributes of mapping ${name}`, keys, mostAttributes)));
  const { Description } = sections;
  if (typeof Description === 'string' && Buffer.byteLength(Description) > longestDescription)
    problems.push(`'Description' length is greater than ${longestDescription}.`);
  return problems;
}

function excess(what: string, declared: unknown, allowed: number): string[] {
  const count = typeof declared === 'object' && declared !== null ? Object.keys(declared).length : 0;
  return count > allowed ? [`Number of ${what}, ${count}, is greater than maximum allowed, ${allowed}`] : [];
}
