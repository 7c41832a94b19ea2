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
  return [
    ...transforms.map((name) => {
      const also = name.startsWith('AWS::Serverless-') ? ', nor by sam build' : '';
      return `transform ${name} is not expanded here${also}; supported is ${extensions}. ${instead}`;
    }),
    ...loops(template, '').map((path) => `${path}: Fn::ForEach is not expanded here. ${instead}`),
  ];
}

/** Where there is a Fn::ForEach. */
function loops(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const at = path ? `${path}.${name}` : name;
    return name.startsWith('Fn::ForEach::') ? [at] : loops(item, at);
  });
}

/** A transform with parameters is an object. */
function namesOf({ Transform }: { Transform?: unknown }): string[] {
  return [Transform ?? []].flat().map((one) => String((one as { Name?: unknown } | null)?.Name ?? one));
}
