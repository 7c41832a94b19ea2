import type { Check } from '../check.ts';
import { placeName } from '../facts/facts.ts';
import { lastingClusters } from '../standing.ts';

export const trailMissing: Check = {
  id: 'trail-missing',
  title: 'no trail records what is called',
  why: 'Who deleted an HSM, a backup or a key stands in CloudTrail alone, and rules on such calls need a trail (https://docs.aws.amazon.com/cloudhsm/latest/userguide/get-api-logs-using-cloudtrail.html).',
  remedy: 'make a trail of all regions that records management events',
  run: (facts) => {
    const { trails, region } = facts;
    if (!trails || lastingClusters(facts).length === 0 || trails.some(({ logging }) => logging)) return [];
    const [stopped] = trails;
    const evidence = stopped
      ? `${trails.map(({ name }) => name).join(', ')}: stopped`
      : 'there is none of this region, and none of all regions';
    const remedy = stopped
      ? `\`aws cloudtrail start-logging --name ${stopped.name} --region ${region}\``
      : `\`aws cloudtrail create-trail --name management-events --s3-bucket-name BUCKET --is-multi-region-trail\`, then \`aws cloudtrail start-logging --name management-events\``;
    return [{ resource: placeName(facts), evidence, remedy }];
  },
};
