import type * as z from 'zod/mini';
import type { Announced } from '../announced.ts';
import type { Lease } from '../record/lease.ts';

/**
 * What a teardown tells that ends without removing anything, since only the keys of its environment were its business.
 *
 * @param told without a full stop
 */
export function announcedTeardown({ environment, holder }: Lease, told: string): Pick<z.output<typeof Announced>, 'announcement'> {
  return {
    announcement: {
      detailType: 'Environment Changed',
      subject: `CloudHSM environment ${environment}: teardown`,
      message: `${environment}: ${told}. Execution: ${holder}`,
    },
  };
}
