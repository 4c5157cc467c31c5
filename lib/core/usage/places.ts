// What is counted together: one place per caller, tenant, endpoint, method and reason, with its running sums.
import type { Counted, CountedPlace } from "./counted";
import type { Outcome, StatusClass } from "./outcome";
import type { ToldRefusal } from "./told-refusal";

/** Running sums of one cell. */
export interface Sum {
  count: number;
  units: number;
  bytes: number;
  lastAtMs: number;
  /** By latency bucket; null = none finished. */
  latency: number[] | null;
}

/** One minute of a place, by status class. */
export interface PlaceMinute {
  readonly minuteMs: number;
  readonly byStatus: (Sum | null)[];
}

/** A decision as the latest ones of a key are listed; its status may still come. */
export interface Noted {
  readonly request: Counted;
  readonly outcome: Outcome;
  readonly reason: string;
  status: StatusClass;
  /** Not in the journal: what a killed process had not handed over of it is lost. */
  readonly told: ToldRefusal | undefined;
  /** It was handed over already: what changes from now on must be told again. */
  isTaken: boolean;
}

/** One place and what was summed up for it since the last fold. */
export interface Place extends CountedPlace {
  /** A denial code; empty for what was accepted. */
  readonly reason: string;
  /** Where everything about its caller is. */
  readonly home: CallerPlaces;
  /** Its number in the dictionary of the segment in which it was last named. */
  number: number;
  segment: number;
  minutes: PlaceMinute[];
}

/** The places of one caller, the one asked for last in front, and its latest decisions. */
export interface CallerPlaces {
  readonly places: Place[];
  noted: Noted[];
}

/** Finds places; what it has found before costs one map look-up. */
export class PlaceBook {
  #byCaller = new Map<string, CallerPlaces>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Everything about that caller. */
  #callerOf(caller: string): CallerPlaces {
    const known = this.#byCaller.get(caller);
    if (known !== undefined) return known;
    const fresh: CallerPlaces = { places: [], noted: [] };
    this.#byCaller.set(caller, fresh);
    return fresh;
  }

  /** The place of a request, made where there was none. */
  find(facts: CountedPlace, reason: string): Place {
    const home = this.#callerOf(facts.caller);
    const { places } = home;
    for (let index = 0; index < places.length; index++) {
      const place = places[index];
      if (place === undefined || !isAt(place, facts, reason)) continue;
      if (index > 0) {
        places[index] = places[0] ?? place;
        places[0] = place;
      }
      return place;
    }
    const { apiId, caller, isKey, tenantId, endpoint, method } = facts;
    const fresh: Place = { apiId, caller, isKey, tenantId, endpoint, method, reason, home, number: 0, segment: -1, minutes: [] };
    places.push(fresh);
    this.#size += 1;
    return fresh;
  }

  /** Forgets every place. Only while none holds sums. */
  clear(): void {
    this.#byCaller = new Map();
    this.#size = 0;
  }
}

function isAt(place: Place, facts: CountedPlace, reason: string): boolean {
  return (
    place.endpoint === facts.endpoint &&
    place.method === facts.method &&
    place.reason === reason &&
    place.apiId === facts.apiId &&
    place.tenantId === facts.tenantId
  );
}
