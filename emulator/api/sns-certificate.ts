import * as z from 'zod';
import { AwsError } from '../kernel/aws-error.ts';
import { certificateFile, signingCertificate } from '../services/sns/signing.ts';
import type { ApiRoute } from './api-route.ts';

/** What notifications of SNS name as their SigningCertURL. */
export const snsCertificate: ApiRoute<unknown> = {
  method: 'GET',
  path: 'sns/{file}',
  body: z.unknown(),
  answer({ cloud: { kernel } }, { parameters: { file } }) {
    const ours = certificateFile(kernel);
    if (file !== ours) throw new AwsError('NotFound', `${file}: there is ${ours} only`, { status: 404 });
    return signingCertificate(kernel);
  },
};
