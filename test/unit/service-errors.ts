interface Metadata {
  $fault?: 'client' | 'server';
  $metadata: { httpStatusCode?: number };
}

function sdkError(name: string, message: string, metadata: Metadata): Error {
  return Object.assign(new Error(message), { name, ...metadata });
}

/** An answer of AWS that says no, as an SDK client throws it. */
export function rejection(name: string, message = 'The request was rejected.'): Error {
  return sdkError(name, message, { $fault: 'client', $metadata: { httpStatusCode: 400 } });
}

/** An answer of AWS that says that it failed itself. */
export function serverFault(name = 'CloudHsmInternalFailureException'): Error {
  return sdkError(name, 'Internal failure.', { $fault: 'server', $metadata: { httpStatusCode: 500 } });
}

/** A connection that was cut before an answer came: nobody knows whether the request was carried out. */
export function connectionCut(): Error {
  return Object.assign(sdkError('Error', 'socket hang up', { $metadata: {} }), { code: 'ECONNRESET' });
}
