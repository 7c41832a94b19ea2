import type { Place } from '../../service/place.ts';

export interface EcrPlace extends Place {
  readonly ecr: EcrState;
}

export interface Repository {
  name: string;
  arn: string;
  uri: string;
  createdAt: Date;
}

/** Repositories without images: the ECS state maps an image to a program of this machine. */
export class EcrState {
  /** By name. */
  readonly repositories = new Map<string, Repository>();
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  createRepository(name: string): Repository {
    const { accountId, region, clock } = this.#place;
    const uri = `${accountId}.dkr.ecr.${region}.amazonaws.com/${name}`;
    const repository = { name, arn: this.#place.arn('ecr', `repository/${name}`), uri, createdAt: clock.date() };
    this.repositories.set(name, repository);
    return repository;
  }
}
