import type { Operation } from '../../../service/service.ts';
import { Activity } from '../activity.ts';
import { checkEncryption } from '../encryption.ts';
import { checkArn, checkName } from '../names.ts';
import { page } from '../page.ts';
import type { StatesPlace } from '../state.ts';
import { addTags, type Tag } from './tags.ts';

interface OnActivity {
  activityArn: string;
}

const onActivity = ({ activityArn }: OnActivity) => [activityArn];

/** One of that name that is there already is the same. @throws AwsError InvalidName, InvalidEncryptionConfiguration */
export const createActivity: Operation<{ name: string; encryptionConfiguration?: { type: string }; tags?: Tag[] }, StatesPlace> = {
  resources: ({ name }, place) => [place.arn('states', `activity:${name}`)],
  run({ name, tags = [], encryptionConfiguration }, { place }) {
    checkName(name);
    checkEncryption(encryptionConfiguration);
    const { activities } = place.states;
    const arn = place.arn('states', `activity:${name}`);
    if (!activities.find(arn)) {
      activities.add(new Activity(arn, name, place.clock.date()));
      addTags(place, arn, tags);
    }
    return { activityArn: arn, creationDate: activities.existing(arn).creationDate };
  },
};

/** @throws AwsError InvalidArn, ActivityDoesNotExist */
export const describeActivity: Operation<OnActivity, StatesPlace> = {
  resources: onActivity,
  run({ activityArn }, { place }) {
    const { name, creationDate } = place.states.activities.existing(activityArn);
    return { activityArn, name, creationDate, encryptionConfiguration: { type: 'AWS_OWNED_KEY' } };
  },
};

/** Tasks that wait for it go on waiting. Deleting what is not there succeeds. @throws AwsError InvalidArn */
export const deleteActivity: Operation<OnActivity, StatesPlace> = {
  resources: onActivity,
  run({ activityArn }, { place }) {
    checkArn(activityArn, 'activity');
    place.states.activities.delete(activityArn);
    place.iam.templateTags.delete(activityArn);
    return {};
  },
};

export const listActivities: Operation<{ maxResults?: number; nextToken?: string }, StatesPlace> = {
  run(input, { place }) {
    const { items, ...more } = page(place.states.activities.all, 'ListActivities', input);
    return { activities: items.map(({ arn, name, creationDate }) => ({ activityArn: arn, name, creationDate })), ...more };
  },
};
