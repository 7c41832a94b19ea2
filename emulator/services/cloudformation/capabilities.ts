import { AwsError } from '../../kernel/aws-error.ts';
import type { TemplateSummary } from './engine.ts';

/** CAPABILITY_NAMED_IAM acknowledges what CAPABILITY_IAM does. @throws AwsError InsufficientCapabilitiesException */
export function checkCapabilities({ capabilities }: TemplateSummary, acknowledged: string[] = []): void {
  const missing = capabilities.filter(
    (one) => !acknowledged.includes(one) && !(one === 'CAPABILITY_IAM' && acknowledged.includes('CAPABILITY_NAMED_IAM')),
  );
  if (missing.length > 0) throw new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${missing.join(', ')}]`);
}
