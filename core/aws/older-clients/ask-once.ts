const onlyToken = { getRetryCount: () => 0, getRetryDelay: () => 0 };

/**
 * Asks once. `maxAttempts: 1` alone does not for the older clients: they take it for the number of retries, and would create twice.
 */
export const askOnce = {
  acquireInitialRetryToken: async () => onlyToken,
  refreshRetryTokenForRetry: async () => {
    throw new Error('the state machine retries the whole step');
  },
  recordSuccess: () => {},
};
