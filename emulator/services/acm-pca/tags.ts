import { AwsError } from '../../kernel/aws-error.ts';
import type { CertificateAuthority } from './authority.ts';

export interface Tag {
  Key: string;
  Value?: string;
}

const mostTags = 50;

/** @throws AwsError InvalidTagException, TooManyTagsException */
export function putTags(authority: CertificateAuthority, tags: Tag[]): void {
  for (const { Key } of tags) {
    if (/^aws:/i.test(Key)) throw new AwsError('InvalidTagException', `The tag key ${Key} begins with the reserved prefix aws:`);
  }
  if (new Set([...authority.tags.keys(), ...tags.map(({ Key }) => Key)]).size > mostTags) {
    throw new AwsError('TooManyTagsException', `A certificate authority can have no more than ${mostTags} tags`);
  }
  for (const { Key, Value = '' } of tags) authority.tags.set(Key, Value);
}
