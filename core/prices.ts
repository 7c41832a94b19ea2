/**
 * What AWS asks, in USD. AWS changes prices, and other regions have others: the truth stands at `source`. A region that is not listed
 * is guessed by `usual`, and whoever shows such a figure says so.
 */
export const prices = {
  asOf: '2026-06-30',
  source: 'https://aws.amazon.com/cloudhsm/pricing/',
  /** An HSM and hour, by region and type. */
  hsmHour: {
    'us-east-1': { 'hsm1.medium': 1.6, 'hsm2m.medium': 1.6 },
    'ap-southeast-1': { 'hsm2m.medium': 1.86 },
  } as Record<string, Record<string, number>>,
  usual: { hsmHour: 1.6 },
  /** A month, wherever it is. */
  month: {
    kmsKey: { price: 1, source: 'https://aws.amazon.com/kms/pricing/' },
    secret: { price: 0.4, source: 'https://aws.amazon.com/secrets-manager/pricing/' },
    privateCa: { price: 400, source: 'https://aws.amazon.com/private-ca/pricing/' },
    /** For each metric that an alarm reads. */
    alarm: { price: 0.1, source: 'https://aws.amazon.com/cloudwatch/pricing/' },
    compositeAlarm: { price: 0.5, source: 'https://aws.amazon.com/cloudwatch/pricing/' },
    metric: { price: 0.3, source: 'https://aws.amazon.com/cloudwatch/pricing/' },
    /** A GB of logs that is kept. */
    logs: { price: 0.03, source: 'https://aws.amazon.com/cloudwatch/pricing/' },
  },
  /** A state transition of a standard workflow: 0.025 for a thousand. */
  transition: 0.000025,
  transitionSource: 'https://aws.amazon.com/step-functions/pricing/',
  /** An hour of the task beside the HSMs, on Fargate: a quarter of a vCPU at 0.04048 and half a GB at 0.004445. */
  taskHour: { price: 0.0123425, source: 'https://aws.amazon.com/fargate/pricing/' },
} as const;
