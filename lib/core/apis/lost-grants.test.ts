// Keys that name an endpoint lose it with its template, whatever its parameters are called.
import { expect, it } from "vitest";
import { lostGrants } from "./lost-grants";

const paths = (...all: string[]) => all.map((path) => ({ path }));

it.each([
  [{ "/a": 2 }, paths("/a", "/b"), paths("/b"), [{ template: "/a", count: 2 }]],
  [{ "/a/{id}": 1 }, paths("/a/{id}"), paths("/a/{key}"), []],
  [{ "/never": 1 }, paths("/a"), paths("/b"), []],
  [{}, paths("/a"), [], []],
])("%j: %j becomes %j", (named, before, after, lost) => expect(lostGrants(named, before, after)).toEqual(lost));
