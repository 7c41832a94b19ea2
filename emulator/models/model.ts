import { readFileSync } from 'node:fs';

/** The part of a botocore service model that is kept beside this file (see NOTICE). */
export interface Model {
  metadata: {
    apiVersion: string;
    endpointPrefix: string;
    signingName?: string;
    jsonVersion?: string;
    targetPrefix?: string;
    protocol: string;
    /** All that it is spoken in, where that is told. */
    protocols?: string[];
    serviceId: string;
    xmlNamespace?: string;
    /** Whether an error in XML has a `Detail`, which is always empty. */
    errorDetail?: boolean;
  };
  operations: Record<string, OperationModel>;
  shapes: Record<string, Shape>;
}

interface OperationModel {
  input?: string;
  output?: string;
  errors: string[];
  http?: { method: string; requestUri: string; responseCode?: number };
}

export interface Member {
  shape: string;
  location?: 'uri' | 'querystring' | 'header' | 'headers' | 'statusCode';
  locationName?: string;
  box?: boolean;
  /** A list that a form leaves out where it is empty. */
  emptyWhereAbsent?: boolean;
  sensitive?: boolean;
  /** It stands in the tag of its structure. */
  xmlAttribute?: boolean;
}

export interface Shape {
  type: 'structure' | 'list' | 'map' | 'string' | 'integer' | 'long' | 'float' | 'double' | 'boolean' | 'timestamp' | 'blob';
  required?: string[];
  members?: Record<string, Member>;
  member?: string;
  key?: string;
  value?: string;
  min?: number;
  max?: number;
  pattern?: string;
  /** A secret: never shown in a message. */
  sensitive?: boolean;
  enum?: string[];
  payload?: string;
  union?: boolean;
  exception?: boolean;
  fault?: boolean;
  /** `message` where it is another one on this wire. */
  error?: { code?: string; message?: string; httpStatusCode?: number; senderFault?: boolean };
  flattened?: boolean;
  /** Declared in the tag of a structure, for its attributes. */
  xmlNamespace?: { prefix?: string; uri: string };
  /** What the members of a list are called in XML, where they have a name of their own. */
  memberName?: string;
  /** What key and value of a flattened map are called in forms and XML, if not Name and Value. */
  wireNames?: [string, string];
}

const loaded = new Map<string, Model>();

/** The model of a service, by its file name. */
export function loadModel(name: string): Model {
  let model = loaded.get(name);
  if (!model) {
    model = JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8')) as Model;
    loaded.set(name, model);
  }
  return model;
}
