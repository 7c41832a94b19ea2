const extensions = 'AWS::LanguageExtensions';

/** Whether a template has the transform AWS::LanguageExtensions. */
export function hasExtensions(template: { Transform?: unknown }): boolean {
  return namesOf(template).includes(extensions);
}

/** A line for each transform that only AWS expands. What such a template says is not what is deployed in the end. */
export function transformProblems(template: { Transform?: unknown }): string[] {
  return namesOf(template)
    .filter((name) => name !== extensions)
    .map(
      (name) =>
        `transform ${name} is not expanded here${name.startsWith('AWS::Serverless-') ? ', nor by sam build' : ''}; supported is ${extensions}. ` +
        'Deploy what CloudFormation has made of a stack that stands on AWS: ' +
        'aws cloudformation get-template --stack-name NAME --template-stage Processed --query TemplateBody > processed.json',
    );
}

/** A transform with parameters is an object. */
function namesOf({ Transform }: { Transform?: unknown }): string[] {
  return [Transform ?? []].flat().map((one) => String((one as { Name?: unknown } | null)?.Name ?? one));
}
