/** A command in backticks, as remedies have it, that works on a deployment. */
const command = /`npx hsm (?!emulator\b|init\b|validate\b)[^`]+`/g;

/**
 * A text whose commands come to where the command works that shows it: what a workflow says knows neither the stage nor the region that a
 * person would be at without saying so.
 *
 * @param again options that a command has to repeat
 */
export function commandsHere(text: string, again: string): string {
  const options = again.match(/--\S+ \S+/g) ?? [];
  return text.replace(command, (shown) => `\`${options.reduce(withOption, shown.slice(1, -1))}\``);
}

function withOption(line: string, option: string): string {
  const [name] = option.split(' ');
  return line.includes(` ${name} `) ? line : `${line} ${option}`;
}
