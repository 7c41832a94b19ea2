import * as z from 'zod';
import { parameterName } from '../services/ssm/parameter-name.ts';

export const parameter = z.strictObject({
  name: z.string().regex(parameterName, 'has to be the name of a parameter, such as /app/size: letters, digits and _.-'),
  value: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)], 'has to be a text or a list of texts'),
});
