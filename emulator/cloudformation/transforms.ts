const extensions = 'AWS::LanguageExtensions';

/** Whether a template has the transform AWS::LanguageExtensions. */
export function hasExtensions(template: { Transform?: unknown }): boolean {
  return namesOf(template).includes(extensions);
}

const instead =
  'Deploy what CloudFormation has made of a stack that stands on AWS: ' +
  'aws cloudformation get-template --stack-name NAME --template-stage Processed --query TemplateBody > processed.json';

/**
 * A line for each transform and each loop that only AWS expands. What such a template says is not what is deployed in the end, so
 * there is no more to be said of it.
 */
export function transformProblems(template: { Transform?: unknown }): string[] {
  const transforms = namesOf(template).filter((name) => name !== extensions);
  const unnamed = definitionsOf(template).some((name) => typeof name !== 'string');
  return [
    ...(unnamed ? ['Key Name of transform definition must be a string.'] : []),
    ...transforms.map((name) => {
      const also = name.startsWith('AWS::Serverless-') ? ', nor by sam build' : '';
      return `transform ${name} is not expanded here${also}; supported is ${extensions}. ${instead}`;
    }),
    ...loops(template).map((path) => `${path}: Fn::ForEach is not expanded here. ${instead}`),
  ];
}

/** Where there is a Fn::ForEach. Most templates are large and have none: a place is put together only where there is one. */
function loops(value: unknown): string[] {
  const found: string[] = [];
  // a file of text is YAML too: no template, and its characters are no members
  if (typeof value !== 'object' || value === null) return found;
  for (const name in value) {
    const item = (value as Record<string, unknown>)[name];
    if (name.startsWith('Fn::ForEach::')) found.push(name);
    else for (const inner of loops(item)) found.push(`${name}.${inner}`);
  }
  return found;
}

/** The transforms that a template names; one with parameters is an object. */
export function namesOf(template: { Transform?: unknown }): string[] {
  return definitionsOf(template).filter((name) => typeof name === 'string');
}

function definitionsOf({ Transform }: { Transform?: unknown }): unknown[] {
  return [Transform ?? []].flat().map((one) => (one as { Name?: unknown } | null)?.Name ?? one);
}
