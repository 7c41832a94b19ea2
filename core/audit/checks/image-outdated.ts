import { deployCommand } from '../../recovery/deploy-command.ts';
import type { Check } from '../check.ts';
import { daysBetween } from '../hours.ts';

const mostDays = 365;

export const imageOutdated: Check = {
  id: 'image-outdated',
  title: 'the image of the task beside the HSMs is old',
  why: 'AWS supports a version of the CloudHSM CLI for a year, and an image gets no security updates by itself (https://docs.aws.amazon.com/cloudhsm/latest/userguide/latest-releases.html).',
  remedy: 'publish it anew and deploy',
  run: ({ image, at, stage, region }) => {
    const built = /:(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-[0-9a-f]{12}-cli-(.+)$/.exec(image ?? '');
    if (!image || !built) return [];
    const [, year, month, day, hour, minute, second, version] = built;
    const builtAt = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
    const days = daysBetween(builtAt, at);
    if (days <= mostDays) return [];
    const evidence = `it was built at ${builtAt}, ${Math.floor(days)} days ago, with CloudHSM CLI ${version}`;
    const remedy = `\`npm run publish-image -- --stage ${stage} --region ${region}\`, then ${deployCommand(stage, region)}`;
    return [{ resource: image, evidence, remedy }];
  },
};
