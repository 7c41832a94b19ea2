import * as z from 'zod/mini';

/** How much of a file's own text a problem repeats, and how many problems are put into words. */
const [mostShown, mostProblems] = [80, 10];

/** What is wrong with an environment file, or with what it names. */
export const Problem = z.object({
  /** Where, as in `certificateAuthority.arn`. */
  path: z.string(),
  problem: z.string(),
  remedy: z.string(),
});

export type Problem = z.output<typeof Problem>;

/** One line for each problem, for people; of many the first ten, and how many more there are. */
export function formatProblems(problems: Problem[]): string {
  const lines = problems.slice(0, mostProblems).map(({ path, problem, remedy }) => `${path || 'the file'}: ${problem}; ${remedy}`);
  return [...lines, ...(problems.length > mostProblems ? [`and ${problems.length - mostProblems} more`] : [])].join('\n');
}

/** Problems are for people, and Step Functions cuts long ones off. */
export function shortened(text: string): string {
  return text.length > mostShown ? `${text.slice(0, mostShown - 1)}…` : text;
}
