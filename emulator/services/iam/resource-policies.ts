import type { Place } from '../../service/place.ts';
import { decide } from './evaluation.ts';
import { type Policy, type PolicyDocument, policyFrom } from './policy-document.ts';

/** Services that a topic's usual policy lets in, for their owner's account. */
const tellsOwner = ['cloudwatch.amazonaws.com'];

/**
 * Policies on functions, queues and topics: who may act on them. Only what a template declares is guarded, and what was given a
 * policy; any other resource is open to every service.
 */
export class ResourcePolicies {
  readonly #place: Place;
  readonly #guarded = new Map<string, Map<string, Policy>>();

  constructor(place: Place) {
    this.#place = place;
  }

  /** From now on, services need a policy of this resource. */
  guard(resourceArn: string): void {
    if (!this.#guarded.has(resourceArn)) this.#guarded.set(resourceArn, new Map());
  }

  /**
   * Puts a policy on a resource, in the place of the one of that name.
   *
   * @throws AwsError MalformedPolicyDocument
   */
  put(resourceArn: string, policyName: string, document: PolicyDocument): void {
    const policy = policyFrom(document, 'resource', `policy ${policyName} of ${resourceArn}`);
    this.guard(resourceArn);
    this.#guarded.get(resourceArn)!.set(policyName, policy);
  }

  /** Takes a policy away; the resource stays guarded. */
  remove(resourceArn: string, policyName: string): void {
    this.#guarded.get(resourceArn)?.delete(policyName);
  }

  /** The resource is gone, or has no policy any more. */
  forget(resourceArn: string): void {
    this.#guarded.delete(resourceArn);
  }

  of(resourceArn: string): PolicyDocument[] {
    return [...(this.#guarded.get(resourceArn)?.values() ?? [])].map(({ document }) => document);
  }

  /** AWS's message for a service that may not act on a resource by itself, without a role; undefined where it may. */
  denial(service: string, action: string, resourceArn: string, sourceArn: string): string | undefined {
    const policies = this.#guarded.get(resourceArn);
    if (!policies) return undefined;
    const speaking = [...policies.values()]
      .flatMap(({ statements }) => statements)
      .filter(({ principals }) => principals!.services.some((one) => one === service || one === '*'));
    const context = {
      'aws:SourceArn': sourceArn,
      'aws:SourceAccount': this.#place.accountId,
      'aws:SecureTransport': 'true',
      ...(tellsOwner.includes(service) && { 'aws:SourceOwner': this.#place.accountId }),
    };
    if (decide(speaking, action, resourceArn, context) === 'allowed') return undefined;
    return `${service} is not authorized to perform: ${action} on resource: ${resourceArn} because no resource-based policy allows the ${action} action`;
  }
}
