import { type ErrorName, errorTable } from '../core/errors/error-table.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { CommandError, type CommandErrorName, exitCodeByKind, exitCodes } from './exit.ts';
import { typed } from './text/typed.ts';

/** Who asks is known, and may not. */
const denials = new Set(['AccessDeniedException', 'AccessDenied', 'UnauthorizedOperation', 'CloudHsmAccessDeniedException']);
const refusals = new Set([
  'UnrecognizedClientException',
  'ExpiredTokenException',
  'ExpiredToken',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
]);
const unreachable = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|EPROTO)$/;
const full = /^(ENOSPC|EDQUOT|EFBIG|EMFILE|ENFILE)$/;
const unwritable = /^(EACCES|EPERM|EROFS)$/;
const anotherProfile = 'set AWS_PROFILE to one that `aws configure list-profiles` shows';
const orRehearse = 'or rehearse on this machine: `npx hsm emulator --deploy` says what to export';

/** The error that a person can mend, in words; undefined for one that is a mistake of ours. */
export function explained(error: unknown): CommandError | undefined {
  if (error instanceof CommandError) return error;
  const { name, code, syscall, path, message, $metadata } = error as NodeJS.ErrnoException & { $metadata?: { httpStatusCode?: number } };
  if (error instanceof LifecycleError) return ofWorkflow(error);
  const because = (text: string, exitCode: number, as: CommandErrorName, remedy = '') =>
    new CommandError(text, exitCode, as, { remedy, cause: error });
  if (name === 'ExitPromptError') return because('interrupted: nothing was changed', exitCodes.interrupted, 'Interrupted');
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError') {
    const { of, remedy } = missingCredentials(process.env, error as Error);
    return because(`no AWS credentials${of} (${message})`, exitCodes.badInput, 'NoCredentials', remedy);
  }
  if (name === 'Error' && message === 'Region is missing') {
    const { AWS_PROFILE } = process.env;
    const of = AWS_PROFILE ? `: neither AWS_REGION nor the profile ${AWS_PROFILE} names one` : '';
    const or = AWS_PROFILE ? `or ${anotherProfile}` : orRehearse;
    return because(`no AWS region${of}`, exitCodes.badInput, 'NoRegion', `set AWS_REGION or give --region, ${or}`);
  }
  if (name === 'Error' && message.startsWith('Region not accepted: region=""')) {
    return because(
      'AWS_REGION is set and empty',
      exitCodes.badInput,
      'NoRegion',
      `give it a region, or unset it, or give --region, ${orRehearse}`,
    );
  }
  if (name === 'Error' && message.startsWith('Region not accepted')) {
    return because(`no such AWS region (${message})`, exitCodes.badInput, 'NoRegion', 'mend AWS_REGION, or give --region');
  }
  if (name === 'EndpointError') {
    const remedy = 'unset AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT, which are for endpoints of AWS alone, or AWS_ENDPOINT_URL';
    return because(`there is no endpoint to ask (${message})`, exitCodes.badInput, 'EndpointUnreachable', remedy);
  }
  if (denials.has(name)) {
    const remedy = 'have the action that it names allowed, or use credentials that may';
    return because(`AWS does not allow it: ${message}`, exitCodes.badInput, 'CredentialsRefused', remedy);
  }
  if (refusals.has(name)) {
    const remedy = 'log in again, or use other credentials, and see that the region is the one that is meant';
    return because(`AWS refuses these credentials: ${message}`, exitCodes.badInput, 'CredentialsRefused', remedy);
  }
  if (code === 'EPROTO' && process.env.AWS_ENDPOINT_URL?.startsWith('https:')) {
    const remedy = 'write http:// in AWS_ENDPOINT_URL, as `npx hsm emulator` says it';
    return because('what listens at the endpoint speaks no TLS', exitCodes.badInput, 'EndpointUnreachable', remedy);
  }
  if (name === 'TimeoutError' || unreachable.test(code ?? '')) {
    const remedy = process.env.AWS_ENDPOINT_URL
      ? `start what AWS_ENDPOINT_URL names (\`npx hsm emulator --deploy\`), or unset it`
      : 'see that this machine reaches AWS, and that AWS has this region';
    return because(`nothing answers at the endpoint (${message || code})`, exitCodes.badInput, 'EndpointUnreachable', remedy);
  }
  if (syscall === 'mkdtemp' || full.test(code ?? '') || (path !== undefined && unwritable.test(code ?? ''))) {
    const remedy = 'see that its folder is there and yours, and has room; TMPDIR names another one for temporary files';
    return because(`this machine does not let hsm write what it needs (${message})`, exitCodes.failed, 'NotWritable', remedy);
  }
  if ($metadata) {
    const status = $metadata.httpStatusCode ? `, status ${$metadata.httpStatusCode}` : '';
    return because(`the endpoint answers with an error (${name}${status}): ${message}`, exitCodes.failed, 'ServiceFailed');
  }
  return undefined;
}

/** Whose credentials were looked for, and where others come from. */
function missingCredentials({ AWS_ENDPOINT_URL, AWS_PROFILE }: NodeJS.ProcessEnv, why: Error): { of: string; remedy: string } {
  if (AWS_PROFILE) {
    return { of: ` of the profile ${AWS_PROFILE}`, remedy: `${anotherLogin(typed(AWS_PROFILE), why)}, or ${anotherProfile}` };
  }
  if (AWS_ENDPOINT_URL) {
    return {
      of: '',
      remedy: 'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: for a local AWS, to anything; for AWS, unset AWS_ENDPOINT_URL and log in',
    };
  }
  return { of: '', remedy: `set AWS_PROFILE or log in, ${orRehearse}` };
}

/** How a profile comes to credentials is seen from what the SDK says; it says nothing of a command that the profile names. */
function anotherLogin(profile: string, { name, message }: Error): string {
  if (name === 'TokenProviderError' || /\bSSO\b/.test(message)) return `log in with it (\`aws sso login --profile ${profile}\`)`;
  if (/[\\/]login[\\/]cache[\\/]/.test(message)) return `log in with it (\`aws login --profile ${profile}\`)`;
  if (message.includes('multi-factor')) {
    return `have the AWS CLI ask for the code (\`eval "$(aws configure export-credentials --profile ${profile} --format env)"\`), unset AWS_PROFILE and set AWS_REGION`;
  }
  return `see what is wrong with it (\`aws sts get-caller-identity --profile ${profile}\` says it)`;
}

function ofWorkflow(error: LifecycleError): CommandError {
  const { doing, to, problem } = error.details;
  // what is followed here is a command
  const remedy = error.details.remedy.replaceAll('start the workflow again', 'run the same command again');
  const name = error.name as ErrorName;
  return new CommandError(`${doing} (${to}): ${problem}`, exitCodeByKind[errorTable[name].kind], name, { remedy, cause: error });
}
