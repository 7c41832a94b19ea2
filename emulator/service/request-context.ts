/** What a request says about itself, by condition key. A key that is absent here is absent from the request. */
export type RequestContext = Record<string, string | string[]>;
