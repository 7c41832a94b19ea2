/** A command in backticks, as remedies have it, that works on a deployment, or on AWS. */
const command = /`(?:npx hsm (?!emulator\b)|npx serverless deploy |aws )[^`]+`/g;

/**
 * A text whose commands come to where they are meant, whoever follows them from wherever: what a workflow or a command says knows the
 * stage and the region that a person would have to be at without saying so.
 *
 * @param again options that a command has to repeat: ` --stage prod --region us-west-2`
 */
export function commandsHere(text: string, again: string): string {
  const options = again.match(/--\S+ \S+/g) ?? [];
  return text.replace(command, (shown) => `\`${options.filter(isTaken(shown)).reduce(withOption, shown.slice(1, -1))}\``);
}

/** The same of one command without backticks. */
export function commandHere(line: string, again: string): string {
  return commandsHere(`\`${line}\``, again).slice(1, -1);
}

/** What a function says, or has others say: its commands come to this deployment. */
export function toldHere(text: string): string {
  return commandsHere(text, again(process.env.STAGE, process.env.AWS_REGION));
}

/** The same of one command without backticks. */
export function typedHere(line: string): string {
  return commandHere(line, again(process.env.STAGE, process.env.AWS_REGION));
}

/** What a command has to repeat to come to a deployment; nothing for the usual stage. */
export function again(stage = usualStage, region?: string): string {
  return `${stage === usualStage ? '' : ` --stage ${stage}`}${region ? ` --region ${region}` : ''}`;
}

/** That of a command or a deployment that names none. */
export const usualStage = 'dev';

/** AWS's own commands know no stage, and what only looks at a file no region. */
function isTaken(shown: string): (option: string) => boolean {
  if (shown.startsWith('`aws ')) return (option) => option.startsWith('--region ');
  return () => !shown.startsWith('`npx hsm validate ');
}

/** Before what its output goes to. */
function withOption(line: string, option: string): string {
  const [name] = option.split(' ');
  if (line.includes(` ${name} `)) return line;
  const [asked = '', ...piped] = line.split(' | ');
  return [`${asked} ${option}`, ...piped].join(' | ');
}
