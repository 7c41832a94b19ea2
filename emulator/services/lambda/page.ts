import { pager } from '../../service/page.ts';
import { invalidParameter } from './mistake.ts';

/** @throws AwsError InvalidParameterValueException */
export const page = pager({
  size: 'MaxItems',
  token: 'Marker',
  next: 'NextMarker',
  usual: 50,
  invalidToken: () => invalidParameter('Invalid pagination token'),
});
