import { BadOption, exitCodes } from '../../exit.ts';
import { print, printDocument, styled } from '../../output.ts';
import { type KeysOptions, withToken } from '../environment.ts';
import { prove } from '../prove.ts';

export async function proveAlgorithms(environment: string, options: KeysOptions & { local?: true; file?: string }): Promise<void> {
  if (options.local) return (await import('../rehearse.ts')).rehearseProof(environment, options);
  if (options.file !== undefined) throw new BadOption('--file is for rehearsals: give --local too');
  await withToken(environment, options, async (token) => {
    const proofs = await prove(token, (proof) => {
      if (!options.json)
        print(
          `${proof.ok ? styled('green', 'ok    ') : styled('red', 'failed')}  ${proof.algorithm}${proof.problem ? `: ${proof.problem}` : ''}`,
        );
    });
    if (options.json) printDocument({ environment, proofs });
    if (proofs.some(({ ok }) => !ok)) process.exitCode = exitCodes.failed;
  });
}
