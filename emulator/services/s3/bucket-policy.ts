/** A bucket has one policy, whether a template gives it or the API. */
export const policyName = 'Policy';
