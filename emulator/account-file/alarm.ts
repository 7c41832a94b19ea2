import * as z from 'zod';

export const alarm = z.strictObject({
  name: z.string().min(1).max(255),
  state: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']).optional(),
  actions: z
    .array(z.string().regex(/^arn:aws[a-z-]*:sns:[^:]+:\d{12}:[^:]+$/, 'has to be the ARN of a topic'))
    .max(5)
    .optional(),
});

export const subscription = z
  .strictObject({ protocol: z.enum(['sqs', 'lambda']), endpoint: z.string().startsWith('arn:', 'has to be an ARN') })
  .refine(({ protocol, endpoint }) => endpoint.split(':')[2] === protocol, {
    path: ['endpoint'],
    message: 'has to be of the service that protocol names',
  });
