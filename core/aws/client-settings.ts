const onlyToken = { getRetryCount: () => 0, getRetryDelay: () => 0 };

/** Asks once. `maxAttempts: 1` alone does not: the older clients take it for the number of retries, and would create twice. */
const retryStrategy = {
  acquireInitialRetryToken: async () => onlyToken,
  refreshRetryTokenForRetry: async () => {
    throw new Error('the state machine retries the whole step');
  },
  recordSuccess: () => {},
};

/**
 * How every AWS client is made. One attempt: the state machine retries the whole step, which looks before it acts. The endpoint
 * is given by hand because the older clients do not read AWS_ENDPOINT_URL.
 */
export const clientSettings = {
  maxAttempts: 1,
  retryStrategy,
  ...(process.env.AWS_ENDPOINT_URL ? { endpoint: process.env.AWS_ENDPOINT_URL } : {}),
};
