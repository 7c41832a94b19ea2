/** The policy of an endpoint for which none is given: everybody may do everything. */
export const fullAccess = JSON.stringify({ Statement: [{ Action: '*', Effect: 'Allow', Principal: '*', Resource: '*' }] });
