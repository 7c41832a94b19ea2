import type { Call } from '../../../service/service.ts';
import type { SecretsManagerPlace } from '../state.ts';
import { putTags, type Tag } from '../tags.ts';

/** @throws AwsError ResourceNotFoundException, InvalidRequestException, InvalidParameterException */
export function tagResource({ SecretId, Tags }: { SecretId: string; Tags: Tag[] }, { place }: Call<SecretsManagerPlace>) {
  putTags(place.secretsManager.usable(SecretId), Tags);
}
