import * as z from 'zod';
import { AwsError } from '../kernel/aws-error.ts';
import type { ApiRoute } from './api-route.ts';

/** The roots that this AWS's hardware leads to, in place of those that AWS and the manufacturer publish. */
export const hardwareRoot: ApiRoute<unknown> = {
  method: 'GET',
  path: 'hardware-roots/{file}',
  body: z.unknown(),
  answer({ cloud: { home } }, { parameters: { file } }) {
    const { aws, manufacturer } = home.cloudhsmv2.hardwareRoots();
    const found = { 'aws.pem': aws, 'manufacturer.pem': manufacturer }[file!];
    if (found === undefined) throw new AwsError('NotFound', `${file}: there are aws.pem and manufacturer.pem`, { status: 404 });
    return found;
  },
};
