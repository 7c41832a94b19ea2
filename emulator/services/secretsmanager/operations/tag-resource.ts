import type { Call } from '../../../service/service.ts';
import { putTags, type Tag } from '../tags.ts';

/** @throws AwsError ResourceNotFoundException, InvalidRequestException, InvalidParameterException */
export function tagResource({ SecretId, Tags }: { SecretId: string; Tags: Tag[] }, { world }: Call) {
  putTags(world.secretsManager.usable(SecretId), Tags);
}
